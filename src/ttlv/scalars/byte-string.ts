import {bytesToHex, hexToBytes} from '../hex.ts'
import {jsonString} from '../json-leaf.ts'
import {ItemType} from '../node.ts'
import type {ScalarType} from '../scalar-type.ts'
import {showBytes} from '../show-bytes.ts'

export const byteStringType: ScalarType<typeof ItemType.ByteString> = {
  code: ItemType.ByteString,
  name: 'ByteString',
  fixedLength: 0,
  readBinary({bytes}, tag, start, length) {
    return {tag, type: ItemType.ByteString, value: new Uint8Array(bytes.buffer, bytes.byteOffset + start, length)}
  },
  checkedSize: (value) => value.length,
  writeBinary(target, value, offset) {
    target.bytes.set(value, offset)
    return value.length
  },
  readXml: (tag, text) => ({tag, type: ItemType.ByteString, value: hexToBytes(text.trim())}),
  writeXml: bytesToHex,
  readJson: (tag, leaf) => ({
    tag,
    type: ItemType.ByteString,
    value: hexToBytes(jsonString(leaf, 'Byte String').trim()),
  }),
  writeJson: bytesToHex,
  show: (value, _naming, columns) => showBytes(value, columns),
}
