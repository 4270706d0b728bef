import type {MaskTable} from '../kmip/spec/mask.ts'
import {findNamed, unknownWord} from './word.ts'

/**
 * The bits of a mask from names between commas (`encrypt,decrypt`), or a number as `0x0c`.
 *
 * @throws UsageError naming the flag and what it takes
 */
export function parseMask(table: MaskTable, text: string, setting: string): number {
  // Integers on the wire are signed
  if (/^0x[0-9a-f]{1,8}$/i.test(text.trim())) return Number(text) | 0
  return text.split(',').reduce((bits, word) => {
    const found = findNamed(word, table.entries)
    if (found === undefined) throw unknownWord(setting, word.trim(), table.entries)
    return bits | found.value
  }, 0)
}
