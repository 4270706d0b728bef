import type {EnumName, EnumValue} from '../kmip/spec/enumeration.ts'
import {PaddingMethod} from '../kmip/spec/enumerations.ts'
import type {RandomSource} from './random.ts'
import {decryptionFailure, invalidParameter, unsupportedParameter} from './refusal.ts'

/** How data is made whole blocks, and whole blocks data again. */
export interface Padding {
  readonly method: EnumName<typeof PaddingMethod>
  /** The bytes to put behind data of a length. */
  readonly make: (dataLength: number, blockLength: number, random: RandomSource) => Buffer
  /**
   * Tells the length of the padding by its last byte and what the bytes before that must be; undefined where nothing
   * tells padding and data apart.
   */
  readonly marked: Marking | undefined
}

interface Marking {
  /** What the last byte counts beside the bytes before it: itself, or not. */
  readonly countsItself: boolean
  /** What all other bytes of the padding are; undefined when they are arbitrary. */
  readonly filler: ((count: number) => number) | undefined
}

/** As many bytes as fill the block, at least one; `last` gives the last byte. */
function filled(fill: (bytes: Buffer, random: RandomSource) => void, last: (count: number) => number): Padding['make'] {
  return (dataLength, blockLength, random) => {
    const bytes = Buffer.alloc(blockLength - (dataLength % blockLength))
    fill(bytes, random)
    bytes[bytes.length - 1] = last(bytes.length)
    return bytes
  }
}

const itself = (count: number): number => count

const paddings: Readonly<Partial<Record<EnumName<typeof PaddingMethod>, Padding>>> = {
  PKCS5: {
    method: 'PKCS5',
    make: filled((bytes) => bytes.fill(bytes.length), itself),
    marked: {countsItself: true, filler: itself},
  },
  SSL3: {
    method: 'SSL3',
    make: filled(
      (bytes) => bytes.fill(bytes.length - 1),
      (count) => count - 1,
    ),
    marked: {countsItself: false, filler: undefined},
  },
  ANSIX9_23: {
    method: 'ANSIX9_23',
    make: filled((bytes) => bytes.fill(0), itself),
    marked: {countsItself: true, filler: () => 0},
  },
  ISO10126: {
    method: 'ISO10126',
    make: filled((bytes, random) => bytes.set(random(bytes.length)), itself),
    marked: {countsItself: true, filler: undefined},
  },
  Zeros: {
    method: 'Zeros',
    make: (dataLength, blockLength) => Buffer.alloc((blockLength - (dataLength % blockLength)) % blockLength),
    // Zeros may be data: whoever pads so knows the length, ISO/IEC 9797-1 method 1.
    marked: undefined,
  },
}

/** Undefined for none; throws KmipError for the paddings of other ciphers. */
export function resolvePadding(method: EnumValue<typeof PaddingMethod> = 'None'): Padding | undefined {
  const name = PaddingMethod.entry(method)?.name
  if (name === 'None') return undefined
  const padding = name === undefined ? undefined : paddings[name]
  if (padding !== undefined) return padding
  throw unsupportedParameter(`Padding Method ${name ?? method} is not supported for symmetric ciphers`)
}

/** The data without its padding; throws the one decryption error when it is not padded so. */
export function withoutPadding({marked}: Padding, padded: Uint8Array, blockLength: number): Uint8Array {
  if (marked === undefined) return padded
  const count = (padded.at(-1) ?? 0) + (marked.countsItself ? 0 : 1)
  const wrongLength = padded.length % blockLength !== 0 || padded.length < count || count === 0 || count > blockLength
  if (fillerDiffers(marked, {padded, count, blockLength}) || wrongLength) throw decryptionFailure()
  return padded.subarray(0, padded.length - count)
}

interface Marked {
  readonly padded: Uint8Array
  readonly count: number
  readonly blockLength: number
}

/** No early exit: the time must not tell where the padding went wrong. */
function fillerDiffers({filler}: Marking, {padded, count, blockLength}: Marked): boolean {
  if (filler === undefined) return false
  const expected = filler(count)
  let differences = 0
  for (let back = 2; back <= blockLength; back++) {
    const differs = (padded.at(-back) ?? 0) ^ expected
    differences |= back <= count ? differs : 0
  }
  return differences !== 0
}

/** Data that nothing pads must be whole blocks. */
export function checkWholeBlocks(length: number, blockLength: number): void {
  if (length % blockLength === 0) return
  throw invalidParameter(
    `Data of ${length} bytes is no multiple of the block of ${blockLength} bytes`,
    'Send whole blocks; only encryption with a Padding Method takes any length',
  )
}
