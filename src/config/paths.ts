import {isAbsolute, join, resolve} from 'node:path'
import {type Environment, variable} from './environment.ts'

const folder = 'kmipctl'

/** Folder of the client's settings: `$XDG_CONFIG_HOME/kmipctl`, else `~/.config/kmipctl`. */
export function configDirectory(environment: Environment): string {
  return join(base(environment, 'XDG_CONFIG_HOME', 'APPDATA', '.config'), folder)
}

/**
 * Folder of the server's data: `override` (the flag `--data-dir`), else `KMIPCTL_DATA_DIR`, else
 * `$XDG_DATA_HOME/kmipctl`, else `~/.local/share/kmipctl`.
 */
export function dataDirectory(environment: Environment, override?: string): string {
  const chosen = override ?? variable(environment, 'KMIPCTL_DATA_DIR')
  if (chosen !== undefined) return resolve(environment.workingDirectory, chosen)
  return join(base(environment, 'XDG_DATA_HOME', 'LOCALAPPDATA', join('.local', 'share')), folder)
}

/** Folder of what is remembered from run to run: `$XDG_STATE_HOME/kmipctl`, else `~/.local/state/kmipctl`. */
export function stateDirectory(environment: Environment): string {
  return join(base(environment, 'XDG_STATE_HOME', 'LOCALAPPDATA', join('.local', 'state')), folder)
}

/** File of the profiles. */
export function profilesFile(environment: Environment): string {
  return join(configDirectory(environment), 'profiles.json')
}

/** The XDG Base Directory Specification tells to ignore relative paths. */
function base(environment: Environment, xdg: string, windows: string, fallback: string): string {
  const names = environment.platform === 'win32' ? [xdg, windows] : [xdg]
  const found = names.map((name) => variable(environment, name)).find((path) => path !== undefined && isAbsolute(path))
  return found ?? join(environment.home, fallback)
}
