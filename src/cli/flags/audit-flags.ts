import {Flags} from '@oclif/core'
import {UsageError} from '../../errors.ts'
import {parseDestination} from '../../server/audit/destination.ts'
import type {AuditSettings} from '../../server/audit/open-audit.ts'
import {readInput} from '../files/input-file.ts'

const helpGroup = 'AUDIT'

const hashKeyFile = Flags.string({
  summary: 'Replace them under the key in this file instead of the one that the store keeps',
  helpValue: 'FILE',
  helpGroup,
})

/** For commands that serve. */
export const auditFlags = {
  audit: Flags.string({
    summary:
      'Record who did what: file:PATH, a path alone, stdout, syslog://HOST:PORT or syslog+tcp://HOST:PORT; repeat it for each one',
    description:
      'Without a device that works nothing is done. SIGHUP goes on in a new file when the old one was moved away.',
    helpValue: 'DEVICE',
    helpGroup,
    multiple: true,
    multipleNonGreedy: true,
  }),
  'audit-fsync': Flags.boolean({summary: 'Wait for the disk before an answer leaves', dependsOn: ['audit'], helpGroup}),
  'audit-hmac': Flags.boolean({
    summary: 'Replace identifiers by their HMAC-SHA-256; kmipctl audit hash finds them again',
    dependsOn: ['audit'],
    helpGroup,
  }),
  'audit-hmac-key': hashKeyFile,
}

/** For commands that hash as a server does. */
export const hashKeyFlags = {'audit-hmac-key': hashKeyFile}

/** What the flags were parsed to. */
export interface AuditFlagValues {
  readonly audit?: readonly string[] | undefined
  readonly 'audit-fsync': boolean
  readonly 'audit-hmac': boolean
  readonly 'audit-hmac-key'?: string | undefined
}

/** Undefined where nothing shall be recorded. @throws UsageError for a device that is none, or a key that is too short */
export async function auditSettings(flags: AuditFlagValues): Promise<AuditSettings | undefined> {
  const {audit, 'audit-hmac': isHashed, 'audit-hmac-key': keyFile} = flags
  if (audit === undefined) {
    if (keyFile !== undefined) throw new UsageError('--audit-hmac-key needs --audit')
    return undefined
  }
  const twice = audit.find((text, index) => audit.indexOf(text) !== index)
  if (twice !== undefined) throw new UsageError(`--audit ${twice} is given twice`)
  const key = keyFile === undefined ? undefined : await readHashKey(keyFile)
  return {
    destinations: audit.map(parseDestination),
    sync: flags['audit-fsync'],
    hashKey: key ?? (isHashed ? 'of the store' : undefined),
  }
}

const shortestKey = 16

/** The bytes of the file as they are. @throws UsageError when there are fewer than 16 */
export async function readHashKey(path: string): Promise<Uint8Array> {
  const key = await readInput(path)
  if (key.length >= shortestKey) return key
  throw new UsageError(`The key in ${path} has ${key.length} bytes, fewer than ${shortestKey}`, {
    hint: 'Make one with openssl rand -out FILE 32',
  })
}
