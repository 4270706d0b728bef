import {Flags} from '@oclif/core'
import {type Inventory, listObjects} from '../../administration/inventory.ts'
import {roleFlag, scopeFlag} from '../../cli/flags/common-flags.ts'
import {durationFlag} from '../../cli/flags/duration-flag.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {givenEnumeration} from '../../notation/enumeration-value.ts'
import {objectColumns} from '../../cli/views/object-view.ts'
import {ObjectType, State} from '../../kmip/spec/enumerations.ts'

export type ObjectListResult = Inventory

export default class ObjectList extends StoreCommand<ObjectListResult> {
  static override summary = 'List the objects of all scopes, or of one'
  static override description =
    'What clients keep on the server, newest first, and never a value: kind, state as of now, age, and how long ago the value was last given out (Get, Export) or used by the server (encryption, signatures, MACs, derivation, wrapping). A server writes uses down once a minute and when it stops, so that one which is killed loses the last minute; - means that no use is known.'
  static override examples = [
    '<%= config.bin %> object list --scope finance',
    '<%= config.bin %> object list --state active --type symmetric-key --limit 1000',
    '<%= config.bin %> object list --unused 90d --json',
  ]
  static override flags = {
    scope: scopeFlag,
    role: {...roleFlag, summary: 'Only objects that this role made'},
    state: Flags.string({summary: 'Only objects in this state, such as active or pre-active', helpValue: 'STATE'}),
    type: Flags.string({summary: 'Only objects of this type, such as symmetric-key', helpValue: 'TYPE'}),
    name: Flags.string({summary: 'Only objects that have this name', helpValue: 'NAME'}),
    unused: durationFlag({summary: 'Only objects this old of which no use is known in so long a time'}),
    limit: Flags.integer({summary: 'Most objects to list', helpValue: 'NUMBER', default: 100, min: 1, max: 1_000_000}),
  }

  async run(): Promise<ObjectListResult> {
    const {flags} = await this.parse(ObjectList)
    const {scope, role, name, unused, limit} = flags
    const state = givenEnumeration(State, flags.state, '--state')
    const type = givenEnumeration(ObjectType, flags.type, '--type')
    const now = new Date()
    const inventory = await this.withStore(flags, (store) =>
      this.output.progress('Looking for objects', () =>
        listObjects(store, {scope, role, state, type, name, unusedSeconds: unused, limit}, now),
      ),
    )
    await this.#show(inventory, now)
    return inventory
  }

  /** Scope by scope, since an identifier takes most of a line. */
  async #show({objects, more}: Inventory, now: Date): Promise<void> {
    const {width, palette} = this.output
    const scopes = [...new Set(objects.map(({scope}) => scope))]
    if (scopes.length === 0) this.output.note('There is no such object')
    for (const [index, scope] of scopes.entries()) {
      const own = objects.filter((one) => one.scope === scope)
      if (scopes.length > 1) this.output.data(`${index === 0 ? '' : '\n'}${palette.strong(scope)}`)
      await this.output.table(objectColumns(own, {now, width}), own, 'There is no such object')
    }
    if (more) this.output.note('There are more: pass a higher --limit, or ask for fewer by the other flags')
  }
}
