import type {Grant} from '../../administration/grant.ts'
import {shellWord} from '../../administration/recipes/quoting.ts'

export interface NextCommands {
  /** The server answers already. */
  readonly isRunning: boolean
  /** Where that is not where it is looked for anyway. */
  readonly dataFolder: string | undefined
  /** Undefined where it is the one in use. */
  readonly profile: string | undefined
  readonly grant: Grant
}

/** Three commands that lead from a new server to a first key. */
export function nextCommands({isRunning, dataFolder, profile, grant}: NextCommands): readonly string[] {
  const where = profile === undefined ? '' : ` --profile ${profile}`
  const serve = `kmipctl serve${dataFolder === undefined ? '' : ` --data-dir ${shellWord(dataFolder)}`}`
  const whoami = `kmipctl whoami${where}`
  const use = allows(grant) ? `kmipctl op create --name first-key${where}` : `kmipctl op locate${where}`
  return isRunning ? [whoami, use, `kmipctl shell${where}`] : [serve, whoami, use]
}

function allows(grant: Grant): boolean {
  return grant.kind === 'all' || (grant.kind === 'some' && grant.operations.includes('Create'))
}
