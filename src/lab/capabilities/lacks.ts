import {Operation} from '../../kmip/spec/enumerations.ts'
import type {Version} from '../../kmip/spec/version.ts'
import {type NeededCall, neededCalls} from '../simulate/needed-operations.ts'
import type {Product} from '../simulate/product.ts'
import type {AskedCapabilities} from './asked.ts'

/** What a product needs and a server does not say that it has. */
export interface Lacks {
  readonly client: string
  readonly version: string
  /** False where the server does not speak the product's version, or another that it uses too. */
  readonly speaks: boolean
  /** Names of the specification. */
  readonly operations: readonly string[]
  /** What asking cannot find out: sentences. */
  readonly unknown: readonly string[]
}

/** Compares what a product needs with what a server says of itself; `simulate run` finds out the rest. */
export function lacksFor(product: Product, {versions}: AskedCapabilities): Lacks {
  const {client, version, needs} = product
  const isSpoken = (wanted: Version) => versions.some((one) => one.version === wanted && one.refused === undefined)
  const lists = ({operation, version: wanted}: NeededCall) =>
    versions.some((one) => one.version === wanted && one.operations.includes(specName(operation)))
  // Few servers list the questions themselves
  const calls = neededCalls(product).filter(({operation}) => operation !== 'Query' && operation !== 'DiscoverVersions')
  const missing = calls.filter((call) => isSpoken(call.version) && !lists(call))
  return {
    client,
    version,
    speaks: [version, ...calls.map((call) => call.version)].every(isSpoken),
    operations: [...new Set(missing.map(({operation}) => specName(operation)))],
    unknown: needs,
  }
}

function specName(name: NeededCall['operation']): string {
  return Operation.specName(name) ?? name
}

/** True where asking found nothing that is missing. */
export function lacksNothing({speaks, operations}: Lacks): boolean {
  return speaks && operations.length === 0
}
