import {homedir} from 'node:os'

/** What the process was given by its surroundings; the only way by which the program learns of them. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Absolute path of the user's home. */
  readonly home: string
  readonly platform: NodeJS.Platform
  /** Where relative paths on the command line start. */
  readonly workingDirectory: string
}

/** The surroundings of this process. */
export function processEnvironment(): Environment {
  return {
    variables: process.env,
    home: homedir(),
    platform: process.platform,
    workingDirectory: process.cwd(),
  }
}

/** An empty variable counts as not set, as shells that cannot unset one use it. */
export function variable({variables}: Environment, name: string): string | undefined {
  const value = variables[name]
  return value === '' ? undefined : value
}
