import {Flags} from '@oclif/core'
import {parseDuration} from '../../config/duration.ts'
import type {Profile} from '../../config/profile.ts'
import {formatAddress, parseAddresses} from '../../transport/address.ts'

const tlsVersions = ['1.2', '1.3'] as const

/** One flag for each setting of a profile. */
export const profileFlags = {
  server: Flags.string({
    summary: 'Address of the server, or several with commas between them; the port is 5696 unless given',
    helpValue: 'HOST:PORT',
    parse: async (text) => parseAddresses(text).map(formatAddress).join(','),
  }),
  'server-name': Flags.string({summary: 'Name expected in the certificate of the server', helpValue: 'NAME'}),
  ca: Flags.string({summary: 'Certificates of the authorities that the server is checked against', helpValue: 'FILE'}),
  cert: Flags.string({summary: 'Certificate of the client, or a PKCS#12 file with its key', helpValue: 'FILE'}),
  key: Flags.string({summary: 'Private key of the client', helpValue: 'FILE'}),
  'key-password-file': Flags.string({
    summary: 'File with the password of the key in its first line',
    helpValue: 'FILE',
  }),
  username: Flags.string({summary: 'User name sent in requests, for servers that want one', helpValue: 'NAME'}),
  'password-file': Flags.string({summary: 'File with the password of the user in its first line', helpValue: 'FILE'}),
  'kmip-version': Flags.string({summary: 'KMIP version to speak, such as 1.4 or 2.1', helpValue: 'VERSION'}),
  timeout: Flags.string({summary: 'Longest wait for an answer, such as 30s', helpValue: 'DURATION', parse: duration}),
  'connect-timeout': Flags.string({
    summary: 'Longest wait for a connection, such as 5s',
    helpValue: 'DURATION',
    parse: duration,
  }),
  'connect-retries': Flags.string({
    summary: 'How often to try all servers again when none can be reached',
    helpValue: 'NUMBER',
  }),
  'tls-min-version': Flags.option({summary: 'Oldest TLS version allowed', options: tlsVersions})(),
  'tls-max-version': Flags.option({summary: 'Newest TLS version allowed', options: tlsVersions})(),
  insecure: Flags.boolean({summary: 'Do not check the certificate of the server'}),
}

/** What the flags of a profile were parsed to. */
export type ProfileFlagValues = {
  readonly [Flag in Exclude<keyof typeof profileFlags, 'insecure'>]?: string | undefined
} & {readonly insecure: boolean}

/** The profile that the flags describe. */
export function profileOf(flags: ProfileFlagValues): Profile {
  const texts = {
    server: flags.server,
    serverName: flags['server-name'],
    ca: flags.ca,
    cert: flags.cert,
    key: flags.key,
    keyPasswordFile: flags['key-password-file'],
    username: flags.username,
    passwordFile: flags['password-file'],
    kmipVersion: flags['kmip-version'],
    timeout: flags.timeout,
    connectTimeout: flags['connect-timeout'],
    connectRetries: flags['connect-retries'],
    tlsMinVersion: flags['tls-min-version'],
    tlsMaxVersion: flags['tls-max-version'],
  }
  const given = Object.entries(texts).filter(([, value]) => value !== undefined)
  return {...Object.fromEntries(given), ...(flags.insecure ? {insecure: true} : {})}
}

async function duration(text: string): Promise<string> {
  parseDuration(text)
  return text
}
