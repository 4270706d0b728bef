import {Flags} from '@oclif/core'
import {UsageError} from '../../errors.ts'
import {type BehaviourName, behaviourNames} from '../../masterkey/behaviour.ts'
import {readMongodConfiguration} from '../../masterkey/mongod-conf.ts'
import type {KmipOptions} from '../../masterkey/options.ts'
import {readInput, readSecretLine} from '../files/input-file.ts'

const helpGroup = 'KMIP OF MONGOD'

/** The options of mongod under its own names, and the file that may hold them. */
export const masterKeyFlags = {
  'mongod-conf': Flags.string({
    summary: "mongod's configuration file: its section security.kmip; flags go before it",
    helpValue: 'FILE',
  }),
  as: Flags.option({
    summary: 'The product to act as',
    description:
      'percona is Percona Server for MongoDB 8.0; percona-lenient its releases that still take Pre-Active keys; percona-list and percona-name its early releases, which know keys by identifier or by Name; mongodb is MongoDB Enterprise.',
    options: behaviourNames,
    default: 'percona' as const,
  })(),
  trace: Flags.boolean({summary: 'Show the messages as trees on stderr', helpGroup: 'OUTPUT'}),
  reveal: Flags.boolean({summary: 'Show key material', helpGroup: 'OUTPUT'}),
  kmipServerName: Flags.string({summary: 'Hosts with commas between them', helpValue: 'HOST,HOST', helpGroup}),
  kmipPort: Flags.integer({summary: 'Port of all of them [default: 5696]', helpValue: 'PORT', helpGroup}),
  kmipServerCAFile: Flags.string({
    summary: 'Authority of the server, beside those of the system',
    helpValue: 'FILE',
    helpGroup,
  }),
  kmipClientCertificateFile: Flags.string({
    summary: 'Private key and certificates in one PEM file',
    helpValue: 'FILE',
    helpGroup,
  }),
  kmipClientKeyFile: Flags.string({
    summary: 'Private key in a file of its own, as early releases had it',
    helpValue: 'FILE',
    helpGroup,
  }),
  'key-password-file': Flags.string({
    summary: 'File with kmipClientCertificatePassword, which an argument would show to everybody on the machine',
    helpValue: 'FILE',
    env: 'KMIPCTL_KEY_PASSWORD_FILE',
    helpGroup,
  }),
  kmipKeyIdentifier: Flags.string({summary: 'The key to use', helpValue: 'ID', helpGroup}),
  kmipConnectRetries: Flags.integer({
    summary: 'Rounds over all servers after the first [default: 0]',
    helpValue: 'NUMBER',
    helpGroup,
  }),
  kmipConnectTimeoutMS: Flags.integer({
    summary: 'Time for an exchange, its connection included [default: 5000]',
    helpValue: 'MILLISECONDS',
    helpGroup,
  }),
  kmipActivateKeys: Flags.boolean({
    summary: 'Activate new keys, and demand that others are Active [default: yes]',
    allowNo: true,
    helpGroup,
  }),
  kmipKeyStatePollingSeconds: Flags.integer({
    summary: 'Period in which the state of the key is asked for; none at 0 and below [default: 900]',
    helpValue: 'SECONDS',
    helpGroup,
  }),
  kmipUseLegacyProtocol: Flags.boolean({
    summary: 'Without effect, as in the product, which speaks 1.0 in any case',
    allowNo: true,
    helpGroup,
  }),
}

/** What the flags were parsed to. */
export interface MasterKeyFlagValues {
  readonly 'mongod-conf'?: string | undefined
  readonly as: BehaviourName
  readonly trace: boolean
  readonly reveal: boolean
  readonly kmipServerName?: string | undefined
  readonly kmipPort?: number | undefined
  readonly kmipServerCAFile?: string | undefined
  readonly kmipClientCertificateFile?: string | undefined
  readonly kmipClientKeyFile?: string | undefined
  readonly 'key-password-file'?: string | undefined
  readonly kmipKeyIdentifier?: string | undefined
  readonly kmipConnectRetries?: number | undefined
  readonly kmipConnectTimeoutMS?: number | undefined
  readonly kmipActivateKeys?: boolean | undefined
  readonly kmipKeyStatePollingSeconds?: number | undefined
  readonly kmipUseLegacyProtocol?: boolean | undefined
}

/** What the file says, and the flags before it. @throws UsageError */
export async function masterKeyOptions(flags: MasterKeyFlagValues): Promise<KmipOptions> {
  const passwordFile = flags['key-password-file']
  const given: KmipOptions = {
    serverName: flags.kmipServerName,
    port: flags.kmipPort,
    serverCAFile: flags.kmipServerCAFile,
    clientCertificateFile: flags.kmipClientCertificateFile,
    clientKeyFile: flags.kmipClientKeyFile,
    clientCertificatePassword: passwordFile === undefined ? undefined : await readSecretLine(passwordFile),
    keyIdentifier: flags.kmipKeyIdentifier,
    connectRetries: flags.kmipConnectRetries,
    connectTimeoutMS: flags.kmipConnectTimeoutMS,
    activateKeys: flags.kmipActivateKeys,
    keyStatePollingSeconds: flags.kmipKeyStatePollingSeconds,
    useLegacyProtocol: flags.kmipUseLegacyProtocol,
  }
  const fromFlags = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return {...(await fromFile(flags['mongod-conf'])), ...fromFlags}
}

async function fromFile(path: string | undefined): Promise<KmipOptions> {
  if (path === undefined) return {}
  if (path === '-') throw new UsageError('--mongod-conf takes a file, not standard input')
  return readMongodConfiguration((await readInput(path)).toString('utf8'), path)
}
