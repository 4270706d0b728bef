import {StorageError} from '../../errors.ts'

/** Result codes of SQLite (sqlite.org/rescode.html). */
const code = {
  perm: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  constraint: 19,
  notADatabase: 26,
  foreignKey: 787,
  primaryKey: 1555,
  unique: 2067,
} as const

/** SQLite's own wording; a constraint goes on with what it is about. */
const codeByMessage: readonly (readonly [string, number])[] = [
  ['database is locked', code.busy],
  ['database table is locked', code.locked],
  ['attempt to write a readonly database', code.readOnly],
  ['disk I/O error', code.io],
  ['database disk image is malformed', code.corrupt],
  ['database or disk is full', code.full],
  ['unable to open database file', code.cannotOpen],
  ['file is not a database', code.notADatabase],
  ['FOREIGN KEY constraint failed', code.foreignKey],
  ['UNIQUE constraint failed', code.unique],
]

/** The package used on Node 20 leaves the code out where a query fails after it began. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR')) return undefined
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode
  return codeByMessage.find(([message]) => error.message.startsWith(message))?.[1]
}

function primaryCode(error: unknown): number | undefined {
  const extended = resultCode(error)
  return extended === undefined ? undefined : extended & 0xff
}

/** Another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  const primary = primaryCode(error)
  return primary === code.busy || primary === code.locked
}

/** The statement alone was refused; the transaction goes on. */
export function isConstraint(error: unknown): boolean {
  return error instanceof StorageError && primaryCode(error.cause) === code.constraint
}

/** Errors of SQLite as StorageError; all others as they are. */
export function asStorageError(error: unknown, path: string): unknown {
  const cause = {cause: error}
  switch (primaryCode(error)) {
    case code.constraint:
      return constraintError(error)
    case code.busy:
    case code.locked:
      return new StorageError('UNAVAILABLE', `The store ${path} is in use by another process`, {
        hint: 'Try again when the other process has finished',
        ...cause,
      })
    case code.full:
      return new StorageError('FULL', `The disk of the store ${path} is full`, {hint: 'Free some space', ...cause})
    case code.corrupt:
      return new StorageError('CORRUPT', `The store ${path} is damaged`, {hint: 'Restore it from a backup', ...cause})
    case code.notADatabase:
      return new StorageError('CORRUPT', `The file ${path} is not a store`, cause)
    case code.io:
      return new StorageError('UNAVAILABLE', `The store ${path} could not be read or written`, cause)
    case code.perm:
    case code.readOnly:
    case code.cannotOpen:
      return new StorageError('UNAVAILABLE', `The store ${path} cannot be opened for writing`, {
        hint: 'Check that the file and its folder belong to the user who runs kmipctl',
        ...cause,
      })
    default:
      return error
  }
}

function constraintError(error: unknown): unknown {
  switch (resultCode(error)) {
    case code.foreignKey:
      return new StorageError('NOT_FOUND', 'The scope or role of the record does not exist', {cause: error})
    case code.primaryKey:
    case code.unique:
      return new StorageError('CONFLICT', 'A record with this name or identifier exists already', {cause: error})
    default:
      return error
  }
}
