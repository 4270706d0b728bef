import {loadForge} from './libraries.ts'

type Asn1Library = Awaited<ReturnType<typeof loadForge>>['asn1']
export type Asn1 = ReturnType<Asn1Library['create']>

/** Builds and takes apart ASN.1 values with bytes instead of the binary strings of the library. */
export type Der = ReturnType<typeof bind>

export async function loadDer(): Promise<Der> {
  const {asn1} = await loadForge()
  return bind(asn1)
}

function bind(asn1: Asn1Library) {
  const {Class, Type} = asn1
  const primitive = (type: number, value: string): Asn1 => asn1.create(Class.UNIVERSAL, type, false, value)
  return {
    sequence: (...parts: Asn1[]): Asn1 => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, parts),
    set: (...parts: Asn1[]): Asn1 => asn1.create(Class.UNIVERSAL, Type.SET, true, parts),
    explicit: (tag: number, part: Asn1): Asn1 => asn1.create(Class.CONTEXT_SPECIFIC, tag, true, [part]),
    implicitOctets: (tag: number, bytes: Uint8Array): Asn1 =>
      asn1.create(Class.CONTEXT_SPECIFIC, tag, false, binary(bytes)),
    oid: (dotted: string): Asn1 => primitive(Type.OID, asn1.oidToDer(dotted).getBytes()),
    integer: (value: number): Asn1 => primitive(Type.INTEGER, asn1.integerToDer(value).getBytes()),
    octets: (bytes: Uint8Array): Asn1 => primitive(Type.OCTETSTRING, binary(bytes)),
    bmp: (value: string): Asn1 => primitive(Type.BMPSTRING, value),
    null: (): Asn1 => primitive(Type.NULL, ''),
    encode: (value: Asn1): Buffer => Buffer.from(asn1.toDer(value).getBytes(), 'latin1'),

    /** BER is accepted: Windows and Java write indefinite lengths. */
    decode: (bytes: Uint8Array): Asn1 => asn1.fromDer(binary(bytes), false),
    readOid: (value: Asn1): string => asn1.derToOid(text(value)),
    readInteger: (value: Asn1): number => asn1.derToInteger(text(value)),
    isInteger: (value: Asn1 | undefined): boolean => isUniversal(value, Type.INTEGER),
    isSequence: (value: Asn1 | undefined): boolean => isUniversal(value, Type.SEQUENCE),
  }

  function isUniversal(value: Asn1 | undefined, type: number): boolean {
    return value !== undefined && value.tagClass === Class.UNIVERSAL && value.type === type
  }
}

/** The parts of a constructed value. */
export function partsOf(value: Asn1): Asn1[] {
  if (typeof value.value === 'string') throw new TypeError('ASN.1 value has no parts')
  return value.value
}

/** The part at `index`; missing ones are an error. */
export function partOf(value: Asn1, index: number): Asn1 {
  const part = partsOf(value)[index]
  if (part === undefined) throw new TypeError(`ASN.1 value has no part ${index}`)
  return part
}

/** The bytes of an octet string, put together where BER cut it into pieces. */
export function bytesOf(value: Asn1): Buffer {
  return typeof value.value === 'string' ? Buffer.from(value.value, 'latin1') : Buffer.concat(value.value.map(bytesOf))
}

function text(value: Asn1): string {
  if (typeof value.value !== 'string') throw new TypeError('ASN.1 value is not primitive')
  return value.value
}

function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
