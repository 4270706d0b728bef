import {TtlvError} from '../error.ts'
import {jsonText} from '../json-leaf.ts'
import {ItemType} from '../node.ts'
import {formatHex, parseNumber} from '../number-text.ts'
import type {NodeOf, ScalarType} from '../scalar-type.ts'

function read(tag: number, text: string): NodeOf<typeof ItemType.LongInteger> {
  return {tag, type: ItemType.LongInteger, value: parseNumber(text, 'Long Integer', 64, true)}
}

export const longIntegerType: ScalarType<typeof ItemType.LongInteger> = {
  code: ItemType.LongInteger,
  name: 'LongInteger',
  fixedLength: 8,
  readBinary: (source, tag, start) => ({tag, type: ItemType.LongInteger, value: source.view.getBigInt64(start)}),
  checkedSize(value) {
    if (BigInt.asIntN(64, value) !== value) throw new TtlvError(`Long Integer ${value} is out of the 64-bit range`)
    return 8
  },
  writeBinary(target, value, offset) {
    target.view.setBigInt64(offset, value)
    return 8
  },
  readXml: read,
  writeXml: (value) => String(value),
  readJson: (tag, leaf) => read(tag, jsonText(leaf, 'Long Integer')),
  writeJson: (value) => formatHex(value, 16),
  show: (value) => ({style: 'number', text: String(value)}),
}
