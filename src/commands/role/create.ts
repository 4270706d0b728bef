import {Args} from '@oclif/core'
import {describeGrant} from '../../administration/grant.ts'
import {checkName} from '../../administration/name.ts'
import {roleAuthorityAdvice} from '../../administration/role-authority-advice.ts'
import {createRole, type RoleDescription} from '../../administration/roles.ts'
import {scopeFlag} from '../../cli/flags/common-flags.ts'
import {authorityFlag} from '../../cli/flags/authority-flag.ts'
import {keyFlags} from '../../cli/flags/key-flags.ts'
import {operationFlags, operationWords, receiveFlag} from '../../cli/flags/operation-flags.ts'
import {askOperations} from '../../cli/questions/operations.ts'
import {chosenScope} from '../../cli/questions/scope-and-role.ts'
import {StoreCommand} from '../../cli/store-command.ts'

export type RoleCreateResult = RoleDescription

export default class RoleCreate extends StoreCommand<RoleCreateResult> {
  static override summary = 'Create a role in a scope'
  static override description =
    'A role says which operations its clients may call. --all and --none stand alone. Key and TTL are what credentials of the role get unless asked otherwise.'
  static override examples = [
    '<%= config.bin %> role create app --scope finance --all',
    '<%= config.bin %> role create reader --scope finance --operation get --operation locate',
    '<%= config.bin %> role create batch --scope finance --operation encrypt --operation decrypt --key-type rsa --key-bits 3072 --ttl 90d',
    '<%= config.bin %> role create app --scope finance --all --ca corporate',
  ]
  static override args = {name: Args.string({description: 'name of the new role'})}
  static override flags = {scope: scopeFlag, ...operationFlags, receive: receiveFlag, ca: authorityFlag, ...keyFlags}

  async run(): Promise<RoleCreateResult> {
    const {args, flags} = await this.parse(RoleCreate)
    const check = (name: string) => checkName('role', name)
    const {role, advice} = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      const name = args.name ?? (await this.prompts.text({setting: 'NAME', message: 'Name of the role', check}))
      const words = operationWords(flags)
      const created = await createRole(store, {
        scope,
        role: name,
        operations: words.length === 0 ? await askOperations(this.prompts) : words,
        receive: flags.receive,
        authority: flags.ca,
        keyType: flags['key-type'],
        keyBits: flags['key-bits'],
        ttlSeconds: flags.ttl,
        now: new Date(),
      })
      return {role: created, advice: await roleAuthorityAdvice(store, created)}
    })
    this.output.success(
      `Created role ${role.name} of scope ${role.scope} (id ${role.id}): ${describeGrant(role.grant)}`,
    )
    for (const {problem, hint} of advice) this.output.warning(`${problem}. ${hint}`)
    return role
  }
}
