import {Flags} from '@oclif/core'
import {
  type AttributeColumn,
  parseColumns,
  tableColumns,
  usualColumns,
} from '../../cli/client/locate/attribute-columns.ts'
import {fetchAttributes} from '../../cli/client/locate/fetch-attributes.ts'
import {type FoundPages, hasPages, Search} from '../../cli/client/locate/search.ts'
import {OperationCommand, type OperationResult} from '../../cli/client/operation-command.ts'
import {type OperationPlan, planOperation} from '../../cli/client/operation-plan.ts'
import {nodeFormats} from '../../cli/client/show-node.ts'
import {attributeFlags, attributesFrom} from '../../cli/values/attribute-flags.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'
import {parseMask} from '../../notation/mask-value.ts'
import type {KmipClient} from '../../client/kmip-client.ts'
import {Locate} from '../../kmip/operations/locate.ts'
import {ObjectType, State} from '../../kmip/spec/enumerations.ts'
import {StorageStatusMask} from '../../kmip/spec/masks.ts'

export type OpLocateResult = OperationResult

const groupMembers = {fresh: 'GroupMemberFresh', default: 'GroupMemberDefault'} as const

export default class OpLocate extends OperationCommand {
  static override summary = 'Find objects by their attributes'
  static override description =
    'All conditions must hold. A date that is given twice is a range; usages are those that an object must have at least. --columns asks for attributes of what was found, by further requests.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --name payroll --output id',
    '<%= config.bin %> <%= command.id %> --type symmetric-key --state active --algorithm AES --max 10',
    '<%= config.bin %> <%= command.id %> --all --columns name,state,length',
    '<%= config.bin %> <%= command.id %> --group storage --count',
    "<%= config.bin %> <%= command.id %> --attribute 'Initial Date=-7d' --attribute 'Initial Date=now'",
  ]
  static override flags = {
    output: Flags.option({
      summary: 'Form of the result; id prints the identifiers alone, table also names, states and the like',
      options: [...nodeFormats, 'id', 'table'] as const,
      default: 'tree',
      helpGroup: 'OUTPUT',
    })(),
    columns: Flags.string({
      summary: 'Attributes to show in a table, such as name,state,length,x-team',
      helpValue: 'NAMES',
      helpGroup: 'OUTPUT',
      exclusive: ['count'],
    }),
    count: Flags.boolean({summary: 'Print only how many objects there are', helpGroup: 'OUTPUT'}),
    type: Flags.string({summary: 'Object type, such as symmetric-key or secret-data', helpValue: 'NAME'}),
    state: Flags.string({summary: 'State, such as pre-active or active', helpValue: 'NAME'}),
    ...attributeFlags,
    'group-member': Flags.option({
      summary: 'Of the groups, what no client got yet, or the default',
      options: ['fresh', 'default'] as const,
    })(),
    storage: Flags.string({
      summary: 'Where to look: on-line, archival, destroyed, between commas',
      helpValue: 'NAMES',
    }),
    max: Flags.integer({summary: 'Most objects to find', helpValue: 'NUMBER', min: 0}),
    offset: Flags.integer({summary: 'Objects to leave out at the beginning', helpValue: 'NUMBER', min: 0}),
    all: Flags.boolean({summary: 'Find all, by as many requests as it takes', exclusive: ['max', 'count']}),
    'page-size': Flags.integer({
      summary: 'Objects that --all asks for in a request',
      helpValue: 'NUMBER',
      min: 1,
      default: 100,
    }),
  }

  #listing: Listing = {isTable: false, columns: [], all: false, count: false, pageSize: 0}

  override get batchRefusal() {
    const {isTable, all, count} = this.#listing
    return isTable || all || count ? 'Tables, --all and --count of op locate take requests of their own' : undefined
  }

  protected async plan() {
    const {flags} = await this.parse(OpLocate)
    const attributes = attributesFrom(flags, new Date())
    if (flags.type !== undefined) attributes.set('ObjectType', parseEnumeration(ObjectType, flags.type, '--type'))
    if (flags.state !== undefined) attributes.set('State', parseEnumeration(State, flags.state, '--state'))
    const {storage, output, columns, all, count, 'group-member': member, 'page-size': pageSize} = flags
    const isTable = output === 'table' || columns !== undefined
    this.#listing = {isTable, columns: parseColumns(columns ?? usualColumns), all, count, pageSize}
    return planOperation({
      flags: {...flags, output: output === 'table' ? 'tree' : output},
      operation: Locate,
      request: {
        maximumItems: all ? pageSize : flags.max,
        offsetItems: flags.offset ?? (all ? 0 : undefined),
        storageStatusMask: storage === undefined ? undefined : parseMask(StorageStatusMask, storage, '--storage'),
        objectGroupMember: member === undefined ? undefined : groupMembers[member],
        attributes: attributes.size === 0 ? undefined : attributes,
      },
      inVersion: (request, version) =>
        !all || hasPages(version) ? request : {...request, maximumItems: undefined, offsetItems: flags.offset},
    })
  }

  protected override carryOut(plan: OperationPlan): Promise<OpLocateResult> {
    const {isTable, all, count} = this.#listing
    if (!isTable && !all && !count) return super.carryOut(plan)
    return this.withClient(plan.flags, async (client) => {
      const version = await client.version({signal: this.signal, operations: [Locate]})
      const search = new Search(
        (request) => this.call(client, {flags: plan.flags, operation: Locate}, request),
        version,
      )
      const [request = {}] = plan.requests
      if (count) return this.#showCount(await search.count(request))
      return this.#showFound(client, plan, all ? search.pages(request, this.#listing.pageSize) : search.once(request))
    })
  }

  #showCount(count: number): OpLocateResult {
    this.output.data(String(count))
    return {count}
  }

  async #showFound(client: KmipClient, {flags}: OperationPlan, {isWhole, pages}: FoundPages): Promise<OpLocateResult> {
    const {isTable, columns} = this.#listing
    if (isWhole) this.output.note(noOffset)
    const identifiers: string[] = []
    for await (const page of pages) {
      identifiers.push(...page)
      if (!isTable) await this.showPayload(flags)
    }
    if (!isTable) return {uniqueIdentifier: identifiers}
    const keys = columns.flatMap(({key}) => key ?? [])
    const {signal} = this
    const objects = await this.waiting(flags, () => fetchAttributes(client, identifiers, keys, {signal}))
    const {width} = this.output
    await this.output.table(tableColumns(columns, objects, width), objects, 'There is no such object')
    const refused = objects.filter(({attributes}) => attributes === undefined).length
    if (refused > 0) this.output.note(`The server refused the attributes of ${refused} of them`)
    return {objects: objects.map(({uniqueIdentifier, attributes = null}) => ({uniqueIdentifier, attributes}))}
  }
}

const noOffset = 'KMIP has pages since 1.3: all objects are asked for at once'

/** What is made of the objects that were found. */
interface Listing {
  readonly isTable: boolean
  readonly columns: readonly AttributeColumn[]
  readonly all: boolean
  readonly count: boolean
  readonly pageSize: number
}
