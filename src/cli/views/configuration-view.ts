import {isDeepStrictEqual} from 'node:util'
import {defaultConfiguration, type ServerConfiguration, vaultForm} from '../../administration/server-configuration.ts'
import type {Column} from '../output/table.ts'

/** A parameter of the configuration, for people. */
export interface ConfigurationRow {
  readonly name: string
  readonly value: string
  /** It has the value that it has when nobody sets it. */
  readonly isDefault: boolean
}

export const configurationColumns: readonly Column<ConfigurationRow>[] = [
  {heading: 'Parameter', value: ({name}) => name, paint: (_, {accent}) => accent},
  {heading: 'Value', value: ({value}) => value},
  {
    heading: 'Origin',
    value: ({isDefault}) => (isDefault ? 'default' : 'set'),
    paint: ({isDefault}, {faint, good}) => (isDefault ? faint : good),
  },
]

/** Under Vault's names. */
export function configurationRows(configuration: ServerConfiguration): readonly ConfigurationRow[] {
  const defaults = vaultForm(defaultConfiguration)
  return Object.entries(vaultForm(configuration)).map(([name, value]) => ({
    name,
    value: valueText(value),
    isDefault: isDeepStrictEqual(value, defaults[name]),
  }))
}

function valueText(value: unknown): string {
  if (!Array.isArray(value)) return String(value)
  return value.length === 0 ? '(none)' : value.join(', ')
}
