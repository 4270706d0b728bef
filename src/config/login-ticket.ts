import {ConfigError} from '../errors.ts'
import type {ConnectionFlags} from './connection-settings.ts'
import {type Environment, variable} from './environment.ts'
import {fileOf, readSettingFile} from './read-setting-file.ts'
import type {Setting} from './setting.ts'

const flag = '--login-ticket'
const fileVariable = 'KMIPCTL_LOGIN_TICKET_FILE'
const valueVariable = 'KMIPCTL_LOGIN_TICKET'

/**
 * The value of the ticket that goes with every request: of the file that the flag or the environment names, or of the
 * environment in hexadecimal. No profile has one, for tickets do not last.
 *
 * @throws ConfigError naming the flag or the variable
 */
export async function readLoginTicket(
  {loginTicket}: Pick<ConnectionFlags, 'loginTicket'>,
  environment: Environment,
): Promise<Uint8Array | undefined> {
  const digits = variable(environment, valueVariable)
  if (loginTicket === undefined && digits !== undefined) return bytesOf(digits)
  const file = loginTicket ?? variable(environment, fileVariable)
  if (file === undefined) return undefined
  const origin = loginTicket === undefined ? ({kind: 'environment', variable: fileVariable} as const) : flagOrigin
  const setting: Setting<string> = {flag, value: file, origin}
  const {bytes} = await readSettingFile(setting)
  if (bytes.length > 0) return bytes
  throw new ConfigError(`${fileOf(setting)} is empty`, {hint: 'It must hold a ticket as op login --out writes it'})
}

const flagOrigin = {kind: 'flag'} as const

function bytesOf(digits: string): Uint8Array {
  if (/^(?:[0-9a-f]{2})+$/i.test(digits)) return Buffer.from(digits, 'hex')
  throw new ConfigError(`${valueVariable} takes hexadecimal digits, two for each byte`)
}
