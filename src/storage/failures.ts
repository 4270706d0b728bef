import {StorageError} from '../errors.ts'

/** The failures every store words alike. */
export const failures = {
  closed: () => new StorageError('UNAVAILABLE', 'The store is closed'),
  ended: () => new StorageError('UNAVAILABLE', 'The transaction has ended'),
  taken: (what: string, name: string) => new StorageError('CONFLICT', `${what} ${name} exists already`),
  missing: (what: string, name: string) => new StorageError('NOT_FOUND', `${what} ${name} does not exist`),
}
