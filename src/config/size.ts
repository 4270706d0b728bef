import {UsageError} from '../errors.ts'

const units: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['kb', 1000],
  ['mb', 1000 ** 2],
  ['gb', 1000 ** 3],
  ['k', 1024],
  ['m', 1024 ** 2],
  ['g', 1024 ** 3],
  ['kib', 1024],
  ['mib', 1024 ** 2],
  ['gib', 1024 ** 3],
])

/**
 * Bytes of `4096`, `4KiB`, `1MiB`, `2MB`; K, M and G alone are multiples of 1024.
 *
 * @throws UsageError
 */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim())
  const factor = units.get((match?.[2] ?? '?').toLowerCase())
  const bytes = Number(match?.[1]) * (factor ?? Number.NaN)
  if (!Number.isSafeInteger(bytes)) {
    throw new UsageError(`"${text}" is not a size in bytes`, {
      hint: 'Write a number of bytes, or one with a unit, such as 4KiB',
    })
  }
  return bytes
}
