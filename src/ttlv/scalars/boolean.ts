import {TtlvError} from '../error.ts'
import {ItemType} from '../node.ts'
import {isHexNumber, quoted} from '../number-text.ts'
import type {NodeOf, ScalarType} from '../scalar-type.ts'

function read(tag: number, text: string): NodeOf<typeof ItemType.Boolean> {
  const word = text.trim()
  const value = isHexNumber(word) ? String(BigInt(word)) : word
  if (value === 'true' || value === '1') return {tag, type: ItemType.Boolean, value: true}
  if (value === 'false' || value === '0') return {tag, type: ItemType.Boolean, value: false}
  throw new TtlvError(`Boolean ${quoted(word)} is neither true nor false`)
}

export const booleanType: ScalarType<typeof ItemType.Boolean> = {
  code: ItemType.Boolean,
  name: 'Boolean',
  fixedLength: 8,
  readBinary(source, tag, start) {
    const low = source.view.getUint32(start + 4)
    if (source.view.getUint32(start) !== 0 || low > 1) throw source.fault('Boolean is neither 0 nor 1', start)
    return {tag, type: ItemType.Boolean, value: low === 1}
  },
  checkedSize: () => 8,
  writeBinary(target, value, offset) {
    target.view.setUint32(offset + 4, value ? 1 : 0)
    return 8
  },
  readXml: read,
  writeXml: (value) => String(value),
  readJson: (tag, leaf) => read(tag, leaf.text),
  writeJson: (value) => value,
  show: (value) => ({style: 'name', text: String(value)}),
}
