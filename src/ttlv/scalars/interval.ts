import {TtlvError} from '../error.ts'
import {jsonText} from '../json-leaf.ts'
import {ItemType} from '../node.ts'
import {formatHex, parseNumber} from '../number-text.ts'
import type {NodeOf, ScalarType} from '../scalar-type.ts'

function read(tag: number, text: string): NodeOf<typeof ItemType.Interval> {
  return {tag, type: ItemType.Interval, value: Number(parseNumber(text, 'Interval', 32, false))}
}

export const intervalType: ScalarType<typeof ItemType.Interval> = {
  code: ItemType.Interval,
  name: 'Interval',
  fixedLength: 4,
  readBinary: (source, tag, start) => ({tag, type: ItemType.Interval, value: source.view.getUint32(start)}),
  checkedSize(value) {
    if (value >>> 0 !== value) throw new TtlvError(`Interval ${value} is out of the unsigned 32-bit range`)
    return 4
  },
  writeBinary(target, value, offset) {
    target.view.setUint32(offset, value)
    return 4
  },
  readXml: read,
  writeXml: (value) => String(value),
  readJson: (tag, leaf) => read(tag, jsonText(leaf, 'Interval')),
  writeJson: (value) => formatHex(value, 8),
  show: (value) => ({style: 'number', text: `${value} s`}),
}
