import {StorageError} from '../../errors.ts'
import type {SqlRow} from './driver.ts'
import {decodeText} from './sql-text.ts'

function wrongType(column: string): StorageError {
  return new StorageError('CORRUPT', `Column ${column} of the store holds a value of the wrong type`)
}

/** Reads a column; fails with StorageError CORRUPT when it is something else. */
export function textOf(row: SqlRow, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw wrongType(column)
  return decodeText(value)
}

export function integerOf(row: SqlRow, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw wrongType(column)
  return value
}

export function bytesOf(row: SqlRow, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array)) throw wrongType(column)
  return value
}

type Read<T> = (row: SqlRow, column: string) => T

/** Undefined where the column is NULL. */
export function optional<T>(read: Read<T>, row: SqlRow, column: string): T | undefined {
  return row[column] === null ? undefined : read(row, column)
}
