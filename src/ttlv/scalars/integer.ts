import {TtlvError} from '../error.ts'
import {ItemType} from '../node.ts'
import {jsonText} from '../json-leaf.ts'
import {formatMask, parseMask} from '../mask-text.ts'
import {formatHex, parseNumber} from '../number-text.ts'
import type {NodeOf, ScalarType} from '../scalar-type.ts'
import type {ValueNaming} from '../vocabulary.ts'

function read(tag: number, text: string, naming: ValueNaming | undefined): NodeOf<typeof ItemType.Integer> {
  const value = naming?.kind === 'mask' ? parseMask(text, naming) : Number(parseNumber(text, 'Integer', 32, true))
  return {tag, type: ItemType.Integer, value}
}

export const integerType: ScalarType<typeof ItemType.Integer> = {
  code: ItemType.Integer,
  name: 'Integer',
  fixedLength: 4,
  readBinary: (source, tag, start) => ({tag, type: ItemType.Integer, value: source.view.getInt32(start)}),
  checkedSize(value) {
    if ((value | 0) !== value) throw new TtlvError(`Integer ${value} is out of the signed 32-bit range`)
    return 4
  },
  writeBinary(target, value, offset) {
    target.view.setInt32(offset, value)
    return 4
  },
  readXml: read,
  writeXml: (value, naming) => (naming?.kind === 'mask' ? formatMask(value, naming, ' ') : String(value)),
  readJson: (tag, leaf, naming) => read(tag, jsonText(leaf, 'Integer'), naming),
  writeJson: (value, naming) => (naming?.kind === 'mask' ? formatMask(value, naming, '|') : formatHex(value, 8)),
  show(value, naming) {
    if (naming?.kind !== 'mask') return {style: 'number', text: String(value)}
    return value === 0
      ? {style: 'name', text: '(none)', note: formatHex(value, 8)}
      : {style: 'name', text: formatMask(value, naming, ' | '), note: formatHex(value, 8)}
  },
}
