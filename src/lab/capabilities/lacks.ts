import {Operation} from '../../kmip/spec/enumerations.ts'
import {neededOperations} from '../simulate/needed-operations.ts'
import type {Product} from '../simulate/product.ts'
import type {AskedCapabilities} from './asked.ts'

/** What a product needs and a server does not say that it has. */
export interface Lacks {
  readonly client: string
  readonly version: string
  /** False where the server does not speak the product's version. */
  readonly speaks: boolean
  /** Names of the specification. */
  readonly operations: readonly string[]
  /** What asking cannot find out: sentences. */
  readonly unknown: readonly string[]
}

/** Compares what a product needs with what a server says of itself; `simulate run` finds out the rest. */
export function lacksFor(product: Product, {versions}: AskedCapabilities): Lacks {
  const {client, version, needs} = product
  const said = versions.find((one) => one.version === version)
  const needed = neededOperations(product).map((name) => Operation.specName(name) ?? name)
  // Few servers list Discover Versions before it was there, or the question itself
  const operations = needed.filter((name) => name !== 'Query' && name !== 'Discover Versions')
  const listed = new Set(said?.operations ?? [])
  return {
    client,
    version,
    speaks: said !== undefined && said.refused === undefined,
    operations: said === undefined ? [] : operations.filter((name) => !listed.has(name)),
    unknown: needs,
  }
}

/** True where asking found nothing that is missing. */
export function lacksNothing({speaks, operations}: Lacks): boolean {
  return speaks && operations.length === 0
}
