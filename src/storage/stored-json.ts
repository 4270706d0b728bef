import {StorageError} from '../errors.ts'

/** Parses JSON that the program wrote itself; fails with StorageError CORRUPT. */
export function parseStoredJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new StorageError('CORRUPT', `${what} in the store is not valid JSON`, {cause: error})
  }
}
