import {operationFlagName} from '../../administration/operation-name.ts'
import {KmipctlCommand} from '../../cli/kmip-command.ts'
import type {Column} from '../../cli/output/table.ts'
import {neededOperations} from '../../lab/simulate/needed-operations.ts'
import {settingNames} from '../../lab/simulate/play/settings.ts'
import type {Evidence, Product} from '../../lab/simulate/product.ts'
import {products} from '../../lab/simulate/products/index.ts'

export interface SimulateListResult {
  readonly clients: readonly ListedClient[]
}

export interface ListedClient {
  readonly client: string
  readonly product: string
  readonly version: string
  readonly transport: 'tls' | 'https'
  /** As a role grants them. */
  readonly operations: readonly string[]
  /** What it needs besides: sentences. */
  readonly needs: readonly string[]
  /** Names for `--set`. */
  readonly settings: readonly string[]
  /** How its conversation is known. */
  readonly evidence: readonly Evidence[]
}

export default class SimulateList extends KmipctlCommand<SimulateListResult> {
  static override summary = 'Show the products that can be simulated'
  static override description =
    'With the version of KMIP that each of them speaks. --json tells the operations that its role must allow, what it needs besides, and its settings.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json | jq -r \'.result.clients[] | select(.client == "veeam") | .operations[]\'',
  ]

  async run(): Promise<SimulateListResult> {
    await this.parse(SimulateList)
    const clients = products.map(listed)
    await this.output.table(columns, clients, 'No client')
    return {clients}
  }
}

function listed(one: Product): ListedClient {
  const {client, product, version, transport, needs, evidence} = one
  const operations = neededOperations(one).map(operationFlagName)
  return {client, product, version, transport, operations, needs, settings: settingNames(one), evidence}
}

const columns: readonly Column<ListedClient>[] = [
  {heading: 'Client', value: ({client}) => client},
  {heading: 'KMIP', value: ({version}) => version},
  {heading: 'Product', value: ({product}) => product},
]
