import {isoDate} from '../date-text.ts'
import {TtlvError} from '../error.ts'
import {jsonText} from '../json-leaf.ts'
import {ItemType} from '../node.ts'
import {formatHex, parseNumber} from '../number-text.ts'
import type {NodeOf, ScalarType} from '../scalar-type.ts'

function read(tag: number, text: string): NodeOf<typeof ItemType.DateTimeExtended> {
  return {tag, type: ItemType.DateTimeExtended, value: parseNumber(text, 'Date-Time Extended', 64, true)}
}

/** `2026-01-31T12:00:00.000001+00:00`; undefined outside the years 1 to 9999. */
function isoMicroseconds(value: bigint): string | undefined {
  const fraction = ((value % 1_000_000n) + 1_000_000n) % 1_000_000n
  const iso = isoDate((value - fraction) / 1_000_000n)
  return iso?.replace('+', `.${String(fraction).padStart(6, '0')}+`)
}

/** KMIP 2.1 section 11.26; unlike Date-Time, the text encodings write it as a number of microseconds. */
export const dateTimeExtendedType: ScalarType<typeof ItemType.DateTimeExtended> = {
  code: ItemType.DateTimeExtended,
  name: 'DateTimeExtended',
  fixedLength: 8,
  readBinary: (source, tag, start) => ({tag, type: ItemType.DateTimeExtended, value: source.view.getBigInt64(start)}),
  checkedSize(value) {
    if (BigInt.asIntN(64, value) !== value)
      throw new TtlvError(`Date-Time Extended ${value} is out of the 64-bit range`)
    return 8
  },
  writeBinary(target, value, offset) {
    target.view.setBigInt64(offset, value)
    return 8
  },
  readXml: read,
  writeXml: (value) => String(value),
  readJson: (tag, leaf) => read(tag, jsonText(leaf, 'Date-Time Extended')),
  writeJson: (value) => formatHex(value, 16),
  show(value) {
    const iso = isoMicroseconds(value)
    return iso === undefined
      ? {style: 'number', text: `${value} µs`}
      : {style: 'number', text: iso, note: `${value} µs`}
  },
}
