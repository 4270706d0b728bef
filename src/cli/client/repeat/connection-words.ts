import {connectionSources, resolveConnectionSettings} from '../../../config/connection-settings.ts'
import {processEnvironment} from '../../../config/environment.ts'
import {profilesFile} from '../../../config/paths.ts'
import {Profiles} from '../../../config/profiles.ts'
import type {Operation} from '../../../kmip/schema/operation.ts'
import {connectionFlagSettings, type ConnectionFlagValues} from '../connection-flags.ts'
import {messageSettings} from '../message-settings.ts'
import {quoteWord} from './quote-word.ts'

const shown = ['server', 'serverName', 'ca', 'cert', 'key', 'username', 'kmipVersion'] as const

/** Flags for the connection that environment, profile and defaults give besides the flags. Holds no secret. */
export async function connectionWords(
  flags: ConnectionFlagValues,
  operations: readonly Pick<Operation, 'range'>[],
): Promise<string[]> {
  const given = connectionFlagSettings(flags)
  const environment = processEnvironment()
  const settings = await resolveConnectionSettings(given, environment, new Profiles(profilesFile(environment)))
  const {profile} = settings
  const words = profile === undefined || flags.profile !== undefined ? [] : ['--profile', quoteWord(profile)]
  for (const field of shown) {
    const setting = settings[field]
    if (setting?.origin.kind === 'environment') words.push(connectionSources[field].flag, quoteWord(setting.value))
  }
  if (settings.kmipVersion.origin.kind !== 'default') return words
  const {version} = await messageSettings(given, operations)
  return [...words, '--kmip-version', version]
}
