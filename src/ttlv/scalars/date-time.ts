import {formatDate, isoDate, parseDate} from '../date-text.ts'
import {TtlvError} from '../error.ts'
import {jsonString} from '../json-leaf.ts'
import {ItemType} from '../node.ts'
import type {ScalarType} from '../scalar-type.ts'

export const dateTimeType: ScalarType<typeof ItemType.DateTime> = {
  code: ItemType.DateTime,
  name: 'DateTime',
  fixedLength: 8,
  readBinary: (source, tag, start) => ({tag, type: ItemType.DateTime, value: source.view.getBigInt64(start)}),
  checkedSize(value) {
    if (BigInt.asIntN(64, value) !== value) throw new TtlvError(`Date-Time ${value} is out of the 64-bit range`)
    return 8
  },
  writeBinary(target, value, offset) {
    target.view.setBigInt64(offset, value)
    return 8
  },
  readXml: (tag, text) => ({tag, type: ItemType.DateTime, value: parseDate(text)}),
  writeXml: formatDate,
  readJson: (tag, leaf) => ({tag, type: ItemType.DateTime, value: parseDate(jsonString(leaf, 'Date-Time'))}),
  writeJson: formatDate,
  show(value) {
    const iso = isoDate(value)
    return iso === undefined ? {style: 'number', text: `${value} s`} : {style: 'number', text: iso, note: `${value} s`}
  },
}
