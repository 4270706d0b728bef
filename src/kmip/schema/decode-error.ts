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

/** Runs `decode` and puts `step` (a name, or the tag that has one) in front of the path of a DecodeError it throws. */
export function within<T>(step: string | number, decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    if (error instanceof DecodeError) {
      const name = typeof step === 'number' ? kmipTagName(step) : step
      throw new DecodeError(error.problem, [name, ...error.path])
    }
    throw error
  }
}
