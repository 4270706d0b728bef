import {TtlvError} from '../../../src/ttlv/error.ts'

/** The TtlvError that the function throws; anything else, also no error at all, fails the test. */
export function caught(run: () => unknown): TtlvError {
  try {
    run()
  } catch (error) {
    if (error instanceof TtlvError) return error
    throw error
  }
  throw new Error('Nothing was thrown')
}
