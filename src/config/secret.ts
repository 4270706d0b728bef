import {ConfigError} from '../errors.ts'
import type {SecretSetting} from './connection-settings.ts'
import {fileOf, readSettingFile} from './read-setting-file.ts'

/**
 * The secret itself: the value, or the first line of the file, as editors put a line end after it.
 *
 * @throws ConfigError when the file cannot be read, is empty or has more lines
 */
export async function readSecret(setting: SecretSetting): Promise<string> {
  if (setting.kind === 'value') return setting.value
  const {bytes} = await readSettingFile(setting)
  const text = bytes.toString('utf8').replace(/\r?\n$/, '')
  if (text === '') throw new ConfigError(`${fileOf(setting)} is empty`, {hint: 'It must hold the password in one line'})
  if (/[\r\n]/.test(text)) {
    throw new ConfigError(`${fileOf(setting)} has more than one line`, {hint: 'It must hold the password alone'})
  }
  return text
}
