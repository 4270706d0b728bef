import {randomBytes, randomUUID} from 'node:crypto'
import {UsageError} from '../../../errors.ts'
import {Values} from '../draft/values.ts'
import type {Product} from '../product.ts'

/** Names of the settings that a product has, that of its key among them. */
export function settingNames({settings = {}, preparation}: Product): string[] {
  const names = Object.keys(settings)
  return preparation === undefined || names.includes(preparation.given) ? names : [...names, preparation.given]
}

/** The values of a run: what is new in each one, the product's settings, and what the user gave. */
export function runValues(product: Product, given: Readonly<Record<string, string>>): Values {
  const fresh = new Values({
    run: randomBytes(4).toString('hex'),
    hex7: randomBytes(4).toString('hex').slice(1),
    uuid: randomUUID(),
    digest: randomBytes(64).toString('hex'),
  })
  const known = settingNames(product)
  const defaults = Object.entries(product.settings ?? {}).map(([name, text]) => [name, fresh.fill(text)] as const)
  const own = Object.entries(given).filter(([name]) => known.includes(name))
  return new Values(Object.fromEntries([...defaults, ...own]))
}

/** @throws UsageError for a setting that none of the products has */
export function checkSettings(products: readonly Product[], given: Readonly<Record<string, string>>): void {
  const known = [...new Set(products.flatMap(settingNames))].sort()
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown === undefined) return
  const whose = products.length === 1 ? (products[0]?.client ?? '') : 'None of the clients'
  throw new UsageError(`${whose} ${products.length === 1 ? 'has no' : 'has a'} setting ${unknown}`, {
    hint: known.length === 0 ? 'It has no settings' : `Its settings are ${known.join(', ')}`,
  })
}
