import type {DerElement} from './der-element.ts'

type Decode = (bytes: Buffer) => string

/** ITU-T X.680 string types by tag; T.61 is read as everyone reads it, as Latin 1. */
const decoders: Readonly<Record<number, Decode>> = {
  0x0c: (bytes) => bytes.toString('utf8'),
  0x12: (bytes) => bytes.toString('latin1'),
  0x13: (bytes) => bytes.toString('latin1'),
  0x14: (bytes) => bytes.toString('latin1'),
  0x16: (bytes) => bytes.toString('latin1'),
  0x1a: (bytes) => bytes.toString('latin1'),
  0x1c: wide,
  0x1e: (bytes) => new TextDecoder('utf-16be').decode(bytes),
}

/** The text of a directory string; undefined for values that are no text. RFC 5280 section 4.1.2.4. */
export function directoryText({tag, content}: DerElement): string | undefined {
  return decoders[tag]?.(Buffer.from(content))
}

function wide(bytes: Buffer): string {
  let text = ''
  for (let offset = 0; offset + 4 <= bytes.length; offset += 4) {
    const point = bytes.readUInt32BE(offset)
    text += point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD'
  }
  return text
}
