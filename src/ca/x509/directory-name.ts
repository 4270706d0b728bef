import {DerTag, elementOf, readElement, readElements, readObjectIdentifier, type DerElement} from './der-element.ts'
import {directoryText} from './directory-text.ts'

/** One attribute of a distinguished name. */
export interface NameAttribute {
  /** Dotted object identifier. */
  readonly type: string
  /** Undefined when the value is no text. */
  readonly text: string | undefined
  /** DER of the value. */
  readonly value: Uint8Array
}

/** The relative names of a distinguished name in DER, in their order. RFC 5280 section 4.1.2.4. */
export function readName(der: Uint8Array): readonly (readonly NameAttribute[])[] {
  return readElements(readElement(der).content).map((relative) => readElements(relative.content).map(readAttribute))
}

function readAttribute(element: DerElement): NameAttribute {
  const parts = readElements(element.content)
  const value = elementOf(parts, 1)
  return {
    type: readObjectIdentifier(elementOf(parts, 0, DerTag.ObjectIdentifier)),
    text: directoryText(value),
    value: value.raw,
  }
}

/** Short names of attribute types: those of RFC 4514 section 3, then what OpenSSL calls others. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.6': 'C',
  '2.5.4.9': 'STREET',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.46': 'dnQualifier',
}

/** The name as text, the last relative name first. RFC 4514 section 2. */
export function nameText(der: Uint8Array): string {
  const relative = readName(der).map((attributes) => attributes.map(attributeText).join('+'))
  return relative.toReversed().join(',')
}

/** The texts of a distinguished name in DER by short name, or by object identifier; values that are no text are left out. */
export function nameFields(der: Uint8Array): Readonly<Record<string, readonly string[]>> {
  const fields = new Map<string, string[]>()
  for (const {type, text} of readName(der).flat()) {
    if (text === undefined) continue
    const name = shortNames[type] ?? type
    fields.set(name, [...(fields.get(name) ?? []), text])
  }
  return Object.fromEntries(fields)
}

function attributeText({type, text, value}: NameAttribute): string {
  const name = shortNames[type]
  if (name === undefined || text === undefined) return `${name ?? type}=#${Buffer.from(value).toString('hex')}`
  return `${name}=${escaped(text)}`
}

/** RFC 4514 section 2.4. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\",+;<>]/g, String.raw`\$&`)
    .replaceAll('\0', String.raw`\00`)
    .replaceAll(/^[ #]| $/g, String.raw`\$&`)
}
