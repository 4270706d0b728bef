import {KmipError} from '../error.ts'
import {kmipTagName} from '../spec/tag-name.ts'

/**
 * A message that is well-formed TTLV but not the structure KMIP defines. Collects the path of structures while it
 * unwinds, so that decoding costs nothing for it when all is well.
 */
export class DecodeError extends KmipError {
  readonly problem: string
  readonly path: readonly string[]

  constructor(problem: string, path: readonly string[] = []) {
    super('InvalidMessage', path.length === 0 ? problem : `${problem} in ${path.join(' > ')}`)
    this.problem = problem
    this.path = path
  }
}

/** The error with `step` (a name, or the tag that has one) in front of its path; other errors stay as they are. */
export function located(step: string | number, error: unknown): unknown {
  if (!(error instanceof DecodeError)) return error
  const name = typeof step === 'number' ? kmipTagName(step) : step
  return new DecodeError(error.problem, [name, ...error.path])
}

/** Runs `decode` and puts `step` in front of the path of a DecodeError that it throws. */
export function within<T>(step: string | number, decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    throw located(step, error)
  }
}
