import {TtlvError} from '../error.ts'
import {jsonText} from '../json-leaf.ts'
import {ItemType} from '../node.ts'
import {formatHex, parseNumber, quoted} from '../number-text.ts'
import type {NodeOf, ScalarType} from '../scalar-type.ts'
import type {ValueNaming} from '../vocabulary.ts'

function nameOf(value: number, naming: ValueNaming | undefined): string | undefined {
  return naming?.kind === 'enumeration' ? naming.nameOf(value) : undefined
}

function valueOf(text: string, naming: ValueNaming | undefined): number {
  // No name starts with a digit: normalising moves leading digits to the end of the word
  if (/^[-+\d]/.test(text)) return Number(parseNumber(text, 'Enumeration', 32, false))
  const value = naming?.kind === 'enumeration' ? naming.valueOf(text) : undefined
  if (value !== undefined) return value
  const reason =
    naming?.kind === 'enumeration' ? 'is not one of its names' : 'cannot be resolved: its names are not known'
  throw new TtlvError(`Enumeration value ${quoted(text)} ${reason}`, {
    hint: 'Write it in hexadecimal, such as 0x00000001',
  })
}

function read(tag: number, text: string, naming: ValueNaming | undefined): NodeOf<typeof ItemType.Enumeration> {
  return {tag, type: ItemType.Enumeration, value: valueOf(text.trim(), naming)}
}

export const enumerationType: ScalarType<typeof ItemType.Enumeration> = {
  code: ItemType.Enumeration,
  name: 'Enumeration',
  fixedLength: 4,
  readBinary: (source, tag, start) => ({tag, type: ItemType.Enumeration, value: source.view.getUint32(start)}),
  checkedSize(value) {
    if (value >>> 0 !== value) throw new TtlvError(`Enumeration ${value} is out of the unsigned 32-bit range`)
    return 4
  },
  writeBinary(target, value, offset) {
    target.view.setUint32(offset, value)
    return 4
  },
  readXml: read,
  writeXml: (value, naming) => nameOf(value, naming) ?? formatHex(value, 8),
  readJson: (tag, leaf, naming) => read(tag, jsonText(leaf, 'Enumeration'), naming),
  writeJson: (value, naming) => nameOf(value, naming) ?? formatHex(value, 8),
  show(value, naming) {
    const name = nameOf(value, naming)
    const hex = formatHex(value, 8)
    return name === undefined ? {style: 'number', text: hex} : {style: 'name', text: name, note: hex}
  },
}
