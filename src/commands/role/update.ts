import {Args, Flags} from '@oclif/core'
import type {GrantChange} from '../../administration/grant.ts'
import {describeGrant} from '../../administration/grant.ts'
import {roleAuthorityAdvice} from '../../administration/role-authority-advice.ts'
import {type RoleDescription, updateRole} from '../../administration/roles.ts'
import {scopeFlag} from '../../cli/flags/common-flags.ts'
import {authorityFlag} from '../../cli/flags/authority-flag.ts'
import {keyFlags} from '../../cli/flags/key-flags.ts'
import {operationFlags, operationWords, receiveFlag} from '../../cli/flags/operation-flags.ts'
import {chosenRole, chosenScope} from '../../cli/questions/scope-and-role.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {UsageError} from '../../errors.ts'

export type RoleUpdateResult = RoleDescription

const several = {helpValue: 'NAME', multiple: true, multipleNonGreedy: true} as const

export default class RoleUpdate extends StoreCommand<RoleUpdateResult> {
  static override summary = 'Change what a role allows, or the key and TTL of its next credentials'
  static override description =
    '--operation, --all and --none replace what the role allowed; --add-operation and --remove-operation edit it. Running servers obey from the next request on. Credentials that exist already keep their key and end.'
  static override examples = [
    '<%= config.bin %> role update app --scope finance --operation get --operation locate',
    '<%= config.bin %> role update app --scope finance --add-operation destroy --remove-operation locate',
    '<%= config.bin %> role update app --scope finance --receive put --receive notify',
    '<%= config.bin %> role update app --scope finance --ttl 30d',
    '<%= config.bin %> role update app --scope finance --ca corporate',
  ]
  static override args = {name: Args.string({description: 'name of the role'})}
  static override flags = {
    scope: scopeFlag,
    ...operationFlags,
    'add-operation': Flags.string({summary: 'Operation to allow besides', ...several}),
    'remove-operation': Flags.string({summary: 'Operation to allow no longer', ...several}),
    receive: receiveFlag,
    ca: authorityFlag,
    ...keyFlags,
  }

  async run(): Promise<RoleUpdateResult> {
    const {args, flags} = await this.parse(RoleUpdate)
    const words = operationWords(flags)
    const change: GrantChange = {add: flags['add-operation'] ?? [], remove: flags['remove-operation'] ?? []}
    const isChange = change.add.length + change.remove.length > 0
    const changes = {
      operations: words.length === 0 ? undefined : words,
      change: isChange ? change : undefined,
      receive: flags.receive,
      authority: flags.ca,
      keyType: flags['key-type'],
      keyBits: flags['key-bits'],
      ttlSeconds: flags.ttl,
    }
    if (Object.values(changes).every((value) => value === undefined)) {
      throw new UsageError('Nothing to change', {
        hint: 'Pass --operation, --add-operation, --receive, --ca, --key-type or --ttl',
      })
    }
    const {role, advice} = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      const name = await chosenRole(args.name, scope, {store, prompts: this.prompts, setting: 'NAME'})
      const updated = await updateRole(store, {scope, role: name, ...changes})
      return {role: updated, advice: flags.ca === undefined ? [] : await roleAuthorityAdvice(store, updated)}
    })
    this.output.success(`Updated role ${role.name} of scope ${role.scope}: ${describeGrant(role.grant)}`)
    for (const {problem, hint} of advice) this.output.warning(`${problem}. ${hint}`)
    return role
  }
}
