import type {AdministrationReader} from '../../storage/store.ts'
import {parseStoredJson} from '../../storage/stored-json.ts'
import {configurationNames, defaultConfiguration, readConfiguration, vaultForm} from '../server-configuration.ts'
import {type Change, changedTexts} from './change.ts'

/** Of the server's configuration what has changed, of other settings the name; the server's own bookkeeping is no change. */
export async function settingChange(
  reader: AdministrationReader,
  name: string,
  value: string,
): Promise<Change | undefined> {
  if (name.startsWith('audit:')) return undefined
  if (name !== 'configuration') return {action: 'setting.update', target: {setting: name}}
  const before = vaultForm(await readConfiguration(reader))
  const written: unknown = parseStoredJson(value, 'The configuration')
  const after = vaultForm({...defaultConfiguration, ...(typeof written === 'object' ? written : {})})
  return {action: 'configuration.update', target: changedTexts(before, after, configurationNames)}
}
