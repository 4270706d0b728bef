import {Args} from '@oclif/core'
import {hashKeyFlags, readHashKey} from '../../cli/flags/audit-flags.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {hashIdentifier} from '../../server/audit/identifier-hash.ts'
import {storedHashKey} from '../../server/audit/stored-hash-key.ts'

export interface AuditHashResult {
  readonly hash: string
}

export default class AuditHash extends StoreCommand<AuditHashResult> {
  static override summary = 'Show what stands for an identifier in the audit of a server with --audit-hmac'
  static override description =
    'For Unique Identifiers, serial numbers and common names of clients, and correlation values.'
  static override examples = [
    '<%= config.bin %> audit hash 0195f2a0-3c1e-7d7a-8a51-6f2b9a1c0d4e',
    'grep "$(<%= config.bin %> audit hash 4711)" audit.jsonl',
  ]
  static override args = {identifier: Args.string({description: 'Identifier as the server has it', required: true})}
  static override flags = hashKeyFlags

  async run(): Promise<AuditHashResult> {
    const {args, flags} = await this.parse(AuditHash)
    const file = flags['audit-hmac-key']
    const key = file === undefined ? await this.withStore(flags, storedHashKey) : await readHashKey(file)
    const hash = hashIdentifier(key, args.identifier)
    this.output.data(hash)
    return {hash}
  }
}
