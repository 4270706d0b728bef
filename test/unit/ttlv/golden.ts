import {ItemType, type TtlvNode} from '../../../src/ttlv/node.ts'

/** Bytes of golden hexadecimal such as `42 00 20 | 02 | 00 00 00 04`. */
export function fromHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.replace(/[\s|]/g, ''), 'hex'))
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

/** The examples of KMIP 1.4 section 9.1.2, and one of each type they leave out. */
export const golden: readonly {readonly what: string; readonly hex: string; readonly node: TtlvNode}[] = [
  {
    what: 'Integer 8',
    hex: '42 00 20 | 02 | 00 00 00 04 | 00 00 00 08 00 00 00 00',
    node: {tag: 0x420020, type: ItemType.Integer, value: 8},
  },
  {
    what: 'Integer -2',
    hex: '42 00 20 | 02 | 00 00 00 04 | FF FF FF FE 00 00 00 00',
    node: {tag: 0x420020, type: ItemType.Integer, value: -2},
  },
  {
    what: 'Long Integer 123456789000000000',
    hex: '42 00 20 | 03 | 00 00 00 08 | 01 B6 9B 4B A5 74 92 00',
    node: {tag: 0x420020, type: ItemType.LongInteger, value: 123456789000000000n},
  },
  {
    what: 'Big Integer 1234567890000000000000000000',
    hex: '42 00 20 | 04 | 00 00 00 10 | 00 00 00 00 03 FD 35 EB 6B C2 DF 46 18 08 00 00',
    node: {tag: 0x420020, type: ItemType.BigInteger, value: fromHex('00 00 00 00 03 FD 35 EB 6B C2 DF 46 18 08 00 00')},
  },
  {
    what: 'Enumeration 255',
    hex: '42 00 20 | 05 | 00 00 00 04 | 00 00 00 FF 00 00 00 00',
    node: {tag: 0x420020, type: ItemType.Enumeration, value: 255},
  },
  {
    what: 'Enumeration of a vendor, 0x80000001',
    hex: '42 00 20 | 05 | 00 00 00 04 | 80 00 00 01 00 00 00 00',
    node: {tag: 0x420020, type: ItemType.Enumeration, value: 0x80000001},
  },
  {
    what: 'Boolean true',
    hex: '42 00 20 | 06 | 00 00 00 08 | 00 00 00 00 00 00 00 01',
    node: {tag: 0x420020, type: ItemType.Boolean, value: true},
  },
  {
    what: 'Boolean false',
    hex: '42 00 20 | 06 | 00 00 00 08 | 00 00 00 00 00 00 00 00',
    node: {tag: 0x420020, type: ItemType.Boolean, value: false},
  },
  {
    what: 'Text String Hello World',
    hex: '42 00 20 | 07 | 00 00 00 0B | 48 65 6C 6C 6F 20 57 6F 72 6C 64 00 00 00 00 00',
    node: {tag: 0x420020, type: ItemType.TextString, value: 'Hello World'},
  },
  {
    what: 'Text String with a byte order mark',
    hex: '42 00 20 | 07 | 00 00 00 05 | EF BB BF C3 A9 00 00 00',
    node: {tag: 0x420020, type: ItemType.TextString, value: '\ufeffé'},
  },
  {
    what: 'Byte String 01 02 03',
    hex: '42 00 20 | 08 | 00 00 00 03 | 01 02 03 00 00 00 00 00',
    node: {tag: 0x420020, type: ItemType.ByteString, value: fromHex('01 02 03')},
  },
  {
    what: 'empty Byte String',
    hex: '42 00 20 | 08 | 00 00 00 00',
    node: {tag: 0x420020, type: ItemType.ByteString, value: fromHex('')},
  },
  {
    what: 'Date-Time of Friday, March 14, 2008, 11:56:40 GMT',
    hex: '42 00 20 | 09 | 00 00 00 08 | 00 00 00 00 47 DA 67 F8',
    node: {tag: 0x420020, type: ItemType.DateTime, value: 1205495800n},
  },
  {
    what: 'Interval of 10 days',
    hex: '42 00 20 | 0A | 00 00 00 04 | 00 0D 2F 00 00 00 00 00',
    node: {tag: 0x420020, type: ItemType.Interval, value: 864000},
  },
  {
    what: 'Date-Time Extended one microsecond before 1970',
    hex: '42 00 20 | 0B | 00 00 00 08 | FF FF FF FF FF FF FF FF',
    node: {tag: 0x420020, type: ItemType.DateTimeExtended, value: -1n},
  },
  {
    what: 'Identifier',
    hex: '42 00 20 | 0C | 00 00 00 01 | 37 00 00 00 00 00 00 00',
    node: {tag: 0x420020, type: ItemType.Identifier, value: '7'},
  },
  {
    what: 'Reference',
    hex: '42 00 20 | 0D | 00 00 00 08 | 31 32 33 34 35 36 37 38',
    node: {tag: 0x420020, type: ItemType.Reference, value: '12345678'},
  },
  {
    what: 'Name Reference',
    hex: '42 00 20 | 0E | 00 00 00 02 | 6D 65 00 00 00 00 00 00',
    node: {tag: 0x420020, type: ItemType.NameReference, value: 'me'},
  },
  {
    what: 'Structure of an Enumeration and an Integer',
    hex: '42 00 20 | 01 | 00 00 00 20 | 42 00 04 | 05 | 00 00 00 04 | 00 00 00 FE 00 00 00 00 | 42 00 05 | 02 | 00 00 00 04 | 00 00 00 FF 00 00 00 00',
    node: {
      tag: 0x420020,
      type: ItemType.Structure,
      value: [
        {tag: 0x420004, type: ItemType.Enumeration, value: 254},
        {tag: 0x420005, type: ItemType.Integer, value: 255},
      ],
    },
  },
  {
    what: 'empty Structure',
    hex: '42 00 20 | 01 | 00 00 00 00',
    node: {tag: 0x420020, type: ItemType.Structure, value: []},
  },
]
