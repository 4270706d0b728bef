import type {Environment} from '../../src/config/environment.ts'

/** Surroundings with these variables and nothing of the machine that runs the tests. */
export function fakeEnvironment(
  variables: Readonly<Record<string, string>> = {},
  more: Partial<Environment> = {},
): Environment {
  return {variables, home: '/home/ann', platform: 'linux', workingDirectory: '/work-here', ...more}
}
