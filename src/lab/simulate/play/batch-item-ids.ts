import {randomBytes} from 'node:crypto'

/** How a product numbers the items of a message. */
export interface BatchItemIds {
  /** A sentence without its full stop. */
  readonly text: string
  /** Of the item at this place, from 0, of so many. */
  readonly of: (place: number, count: number) => Uint8Array | undefined
}

export const vcenterItemIds: BatchItemIds = {
  text: '8 bytes: 51 4C 4B 43, then the number of the item from 1, little-endian',
  of: (place) => Buffer.concat([Buffer.from('514c4b43', 'hex'), littleEndian(place + 1)]),
}

export const fortiosItemIds: BatchItemIds = {
  text: '12 bytes: B9 00 00 00, then twice the number of the item from 1, little-endian',
  of: (place) => Buffer.concat([Buffer.from('b9000000', 'hex'), littleEndian(place + 1), littleEndian(place + 1)]),
}

export const fourByteItemIds: BatchItemIds = {
  text: '4 bytes: the number of the item from 1, big-endian',
  of: (place) => bigEndian(place + 1, 4),
}

export const severalItemIds: BatchItemIds = {
  text: '8 bytes: the number of the item from 0, big-endian; only where there are several',
  of: (place, count) => (count > 1 ? bigEndian(place, 8) : undefined),
}

export const uuidItemIds: BatchItemIds = {
  text: '16 bytes by chance',
  of: () => randomBytes(16),
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function bigEndian(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.writeUInt32BE(value, length - 4)
  return bytes
}
