import type {KeyValue} from '../output/key-values.ts'
import {durationText} from './duration-text.ts'

/** Names and values as Vault's command line prints them: lifetimes as durations, what is empty as `n/a`. */
export function vaultFacts(form: Readonly<Record<string, string | number | boolean>>): readonly KeyValue[] {
  return Object.entries(form).map(([name, value]) => [name, valueText(name, value)])
}

function valueText(name: string, value: string | number | boolean): string {
  if (typeof value === 'number' && name.endsWith('_ttl')) return durationText(value)
  return value === '' ? 'n/a' : String(value)
}
