import {createReadStream} from 'node:fs'
import {stat} from 'node:fs/promises'
import {buffer} from 'node:stream/consumers'
import {ConfigError} from '../errors.ts'
import {describeSetting, type Setting} from './setting.ts'

/** Certificates, keys and passwords are small; this keeps us from reading a device or a disk image. */
const largestFile = 1024 * 1024

export interface SettingFile {
  readonly bytes: Buffer
  /** The permission bits; 0 for a pipe, which has no others to read it. */
  readonly mode: number
}

/**
 * Reads the file, or the pipe, that a setting names.
 *
 * @throws ConfigError that names the setting, its origin and the file
 */
export async function readSettingFile(setting: Setting<string>): Promise<SettingFile> {
  if (setting.content !== undefined) return {bytes: setting.content, mode: 0}
  const what = fileOf(setting)
  try {
    const stats = await stat(setting.value)
    if (stats.isDirectory()) throw new ConfigError(`${what} is a folder`)
    const bytes = await buffer(createReadStream(setting.value, {end: largestFile}))
    if (bytes.length > largestFile) throw new ConfigError(`${what} is larger than 1 MiB`)
    return {bytes, mode: stats.isFile() ? stats.mode & 0o777 : 0}
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause
    throw new ConfigError(`${what} ${problem(cause)}`, {cause})
  }
}

/** `--cert (from profile lab): file /etc/x.pem`: the beginning of an error about a file. */
export function fileOf(setting: Setting<string>): string {
  const what = setting.content === undefined ? `file ${setting.value}` : 'what was given'
  return `${describeSetting(setting)}: ${what}`
}

function problem(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist'
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this user'
  return 'cannot be read'
}
