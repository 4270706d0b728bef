import {UsageError} from '../errors.ts'

/** Gives the password of the file; undefined where nobody knows one. Asked only when something is encrypted. */
export type AskPassword = () => Promise<string | undefined>

/** What is encrypted does not open, because there is no password or the wrong one. */
export class PasswordError extends UsageError {
  override readonly name = 'PasswordError'
}

/** @throws PasswordError where nobody knows a password */
export async function passwordFor(what: string, ask: AskPassword | undefined): Promise<string> {
  const password = await ask?.()
  if (password !== undefined) return password
  throw new PasswordError(`${what} is encrypted, and no password was given`, {
    hint: 'Give its password in a file or in the environment',
  })
}

export function wrongPassword(what: string, cause: unknown): PasswordError {
  return new PasswordError(`${what} does not open with the password that was given`, {
    cause,
    hint: 'Check the password; a damaged file looks the same',
  })
}
