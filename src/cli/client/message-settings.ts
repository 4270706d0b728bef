import {usualVersion} from '../../client/kmip-client.ts'
import {type HeaderOptions, neededByHeader} from '../../client/request-message.ts'
import {type ConnectionFlags, resolveConnectionSettings} from '../../config/connection-settings.ts'
import {type Environment, processEnvironment} from '../../config/environment.ts'
import {readLoginTicket} from '../../config/login-ticket.ts'
import {profilesFile} from '../../config/paths.ts'
import {Profiles} from '../../config/profiles.ts'
import {parseSetting} from '../../config/setting.ts'
import type {Operation} from '../../kmip/schema/operation.ts'
import {inRange, type Version, versions} from '../../kmip/spec/version.ts'
import {parseVersion} from '../values/version-value.ts'
import {readLogin} from './open-client.ts'

/** What a message takes from flags, environment and profile. */
export interface MessageSettings {
  readonly version: Version
  /** The version should be asked from the server, who is not asked here. */
  readonly isAssumed: boolean
  readonly header: HeaderOptions
}

/**
 * Reads what messages need and no more: works without a server and a credential. Instead of `auto` it is the newest
 * published version that has all operations.
 *
 * @throws ConfigError or UsageError that names the setting
 */
export async function messageSettings(
  flags: ConnectionFlags,
  operations: readonly Pick<Operation, 'range'>[],
  environment: Environment = processEnvironment(),
): Promise<MessageSettings> {
  const settings = await resolveConnectionSettings(flags, environment, new Profiles(profilesFile(environment)))
  const {kmipVersion} = settings
  const version = parseSetting(kmipVersion, parseVersion).value
  const header = {...(await readLogin(settings)), ticket: await readLoginTicket(flags, environment)}
  const needed = [...operations, ...neededByHeader(header)]
  if (version === 'auto') return {version: newestVersion(needed), isAssumed: true, header}
  const isChosen = kmipVersion.origin.kind !== 'default'
  return {version: isChosen ? version : usualVersion(needed), isAssumed: false, header}
}

/** The draft of 3.0 is only for those who ask for it. */
function newestVersion(operations: readonly Pick<Operation, 'range'>[]): Version {
  const published = versions.filter((version) => version !== '3.0')
  const common = published.filter((version) => operations.every(({range}) => inRange(range, version)))
  return common.at(-1) ?? usualVersion(operations)
}
