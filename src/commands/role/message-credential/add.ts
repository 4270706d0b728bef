import {Args, Flags} from '@oclif/core'
import {
  addMessageCredential,
  type MessageCredentialDescription,
  type NewMessageCredential,
} from '../../../administration/message-credentials.ts'
import {readInput, readSecretLine} from '../../../cli/files/input-file.ts'
import {scopeFlag} from '../../../cli/flags/common-flags.ts'
import {chosenRole, chosenScope} from '../../../cli/questions/scope-and-role.ts'
import {StoreCommand} from '../../../cli/store-command.ts'
import {UsageError} from '../../../errors.ts'

export interface RoleMessageCredentialAddResult {
  readonly credentials: readonly MessageCredentialDescription[]
}

const deviceFlags = {
  'device-serial-number': Flags.string({summary: 'Serial number of a device', helpValue: 'TEXT'}),
  'device-identifier': Flags.string({summary: 'Identifier of a device', helpValue: 'TEXT'}),
  'network-identifier': Flags.string({summary: 'Network identifier of a device', helpValue: 'TEXT'}),
  'machine-identifier': Flags.string({summary: 'Machine identifier of a device', helpValue: 'TEXT'}),
  'media-identifier': Flags.string({summary: 'Media identifier of a device', helpValue: 'TEXT'}),
}

const deviceFields = {
  'device-serial-number': 'deviceSerialNumber',
  'device-identifier': 'deviceIdentifier',
  'network-identifier': 'networkIdentifier',
  'machine-identifier': 'machineIdentifier',
  'media-identifier': 'mediaIdentifier',
} as const satisfies Record<keyof typeof deviceFlags, string>

export default class RoleMessageCredentialAdd extends StoreCommand<RoleMessageCredentialAddResult> {
  static override summary = 'Register what clients of a role prove themselves with inside of messages'
  static override description =
    'A user name with its password, a device by all of its identifiers, or the attestation key of a TPM. Servers look at them under kmipctl serve --message-credential match or require, and --attestation require. Passwords are stored as scrypt hashes. What --hashed and --one-time-password-file need beside them is sealed with the store key: whoever has that key can guess the password quickly, or make one-time passwords.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> app --scope finance --username backup --password-file password.txt',
    '<%= config.bin %> <%= command.id %> app --scope finance --username backup --password-file password.txt --hashed',
    '<%= config.bin %> <%= command.id %> app --scope finance --username ann --one-time-password-file secret.txt',
    '<%= config.bin %> <%= command.id %> app --scope finance --device-serial-number 0815 --network-identifier 10.0.0.7',
    '<%= config.bin %> <%= command.id %> app --scope finance --attestation-key ak.pem --pcr-digest 5f3c…',
  ]
  static override args = {name: Args.string({description: 'name of the role'})}
  static override flags = {
    scope: scopeFlag,
    username: Flags.string({summary: 'User name', helpValue: 'NAME'}),
    'password-file': Flags.string({summary: 'File whose first line is the password', helpValue: 'FILE'}),
    hashed: Flags.boolean({
      summary: 'Let the password be sent hashed too (Hashed Password of KMIP 2.0, with SHA-256, SHA-384 or SHA-512)',
      dependsOn: ['password-file'],
    }),
    'one-time-password-file': Flags.string({
      summary:
        'File whose first line is the Base32 secret of one-time passwords of the user (RFC 6238: SHA-1, 6 digits, 30 s)',
      helpValue: 'FILE',
      exclusive: ['hashed'],
      dependsOn: ['username'],
    }),
    ...deviceFlags,
    'attestation-key': Flags.string({summary: 'Public attestation key of a TPM 2.0 in PEM', helpValue: 'FILE'}),
    'pcr-digest': Flags.string({
      summary: 'Digest that the PCRs of a quote must have',
      helpValue: 'HEX',
      dependsOn: ['attestation-key'],
    }),
  }

  async run(): Promise<RoleMessageCredentialAddResult> {
    const {args, flags} = await this.parse(RoleMessageCredentialAdd)
    const passwordFile = flags['password-file']
    const password = passwordFile === undefined ? undefined : await readSecretLine(passwordFile)
    const otpFile = flags['one-time-password-file']
    const credential = {
      ...(await credentialOf(flags, password)),
      isSentHashed: flags.hashed,
      oneTimePasswordSecret: otpFile === undefined ? undefined : await readSecretLine(otpFile),
    }
    const credentials = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      const role = await chosenRole(args.name, scope, {store, prompts: this.prompts, setting: 'NAME'})
      return addMessageCredential(store, {scope, role}, credential)
    })
    this.output.success(`Registered a credential of the type ${credential.type}`)
    return {credentials}
  }
}

type CredentialFlags = Readonly<Record<keyof typeof deviceFlags, string | undefined>> & {
  readonly username?: string | undefined
  readonly 'attestation-key'?: string | undefined
  readonly 'pcr-digest'?: string | undefined
}

async function credentialOf(flags: CredentialFlags, password: string | undefined): Promise<NewMessageCredential> {
  const {username, 'attestation-key': keyFile, 'pcr-digest': pcrDigest} = flags
  const device = Object.entries(deviceFields).flatMap(([flag, field]) => {
    const value = flags[flag as keyof typeof deviceFlags]
    return value === undefined ? [] : [[field, value] as const]
  })
  const kinds = [username !== undefined, device.length > 0, keyFile !== undefined].filter(Boolean)
  if (kinds.length !== 1) {
    throw new UsageError('A message credential is a user name, a device or an attestation key, one at a time', {
      hint: 'Pass --username, flags of a device such as --device-serial-number, or --attestation-key',
    })
  }
  if (username !== undefined) return {type: 'UsernameAndPassword', fields: {username}, password}
  if (keyFile === undefined) return {type: 'Device', fields: Object.fromEntries(device), password}
  if (password !== undefined) throw new UsageError('An attestation has no password')
  const publicKey = (await readInput(keyFile)).toString('utf8')
  return {type: 'Attestation', fields: {publicKey, ...(pcrDigest === undefined ? {} : {pcrDigest})}}
}
