import type {AlgorithmName} from './key-file.ts'

/** One packet, RFC 4880 section 4.2. */
interface PgpPacket {
  readonly tag: number
  readonly content: Uint8Array
}

/** What the first key packet says. */
export interface PgpFacts {
  readonly version: number
  readonly algorithm: AlgorithmName | undefined
  readonly isPrivate: boolean
}

const keyTags: ReadonlyMap<number, boolean> = new Map([
  [5, true],
  [6, false],
])

/** RFC 4880 section 9.1, RFC 6637 section 5, RFC 9580 section 9.1. */
const algorithms: ReadonlyMap<number, AlgorithmName> = new Map([
  [1, 'RSA'],
  [2, 'RSA'],
  [3, 'RSA'],
  [17, 'DSA'],
  [18, 'ECDH'],
  [19, 'ECDSA'],
  [22, 'Ed25519'],
  [27, 'Ed25519'],
  [28, 'Ed448'],
])

const armour = /-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----/

/** True for the armoured text of a key. */
export function isArmoured(text: string): boolean {
  return armour.test(text)
}

/** What an armoured key says of itself; version 4 where it cannot be told. */
export function armouredFacts(text: string): PgpFacts {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim())
  const begin = lines.findIndex((line) => armour.test(line))
  const end = lines.findIndex((line, index) => index > begin && (line.startsWith('-----END') || /^=.{4}$/.test(line)))
  const block = lines.slice(begin + 1, end === -1 ? undefined : end)
  const body = block.slice(block.indexOf('') + 1).join('')
  const isPrivate = armour.exec(lines[begin] ?? '')?.[1] === 'PRIVATE'
  const content = firstPacket(Buffer.from(body, 'base64'))?.content
  return {version: content?.[0] ?? 4, algorithm: content && algorithmOf(content), isPrivate}
}

/** Of binary packets that begin with a key and fill the bytes to their end; undefined for anything else. */
export function binaryFacts(bytes: Uint8Array): PgpFacts | undefined {
  const [key, second] = packetsIn(bytes) ?? []
  const isPrivate = key === undefined ? undefined : keyTags.get(key.tag)
  // A key packet alone, without a user, is nothing that programs export
  if (key === undefined || isPrivate === undefined || second === undefined) return undefined
  const [version = 0] = key.content
  return version < 3 || version > 6 ? undefined : {version, algorithm: algorithmOf(key.content), isPrivate}
}

function packetsIn(bytes: Uint8Array): readonly PgpPacket[] | undefined {
  const packets: PgpPacket[] = []
  for (let rest = bytes; rest.length > 0;) {
    const packet = firstPacket(rest)
    if (packet === undefined || packet.length > rest.length) return undefined
    packets.push(packet)
    rest = rest.subarray(packet.length)
  }
  return packets
}

/** After the version and the time, and in version 3 the days of validity. */
function algorithmOf(content: Uint8Array): AlgorithmName | undefined {
  return algorithms.get(content[(content[0] ?? 4) < 4 ? 7 : 5] ?? 0)
}

/** The packet at the beginning; its content may end early, which `length` tells. */
function firstPacket(bytes: Uint8Array): (PgpPacket & {readonly length: number}) | undefined {
  const [header = 0] = bytes
  if ((header & 0x80) === 0) return undefined
  const isNew = (header & 0x40) !== 0
  const tag = isNew ? header & 0x3f : (header >> 2) & 0x0f
  const {octets, length} = isNew ? newLength(bytes) : oldLength(bytes, header & 3)
  const start = 1 + octets
  return {tag, content: bytes.subarray(start, start + length), length: start + length}
}

interface PacketLength {
  /** Of the length itself. */
  readonly octets: number
  readonly length: number
}

/** RFC 4880 section 4.2.1; the last kind goes to the end. */
function oldLength(bytes: Uint8Array, kind: number): PacketLength {
  const octets = [1, 2, 4, 0][kind] ?? 0
  return {octets, length: octets === 0 ? bytes.length - 1 : numberAt(bytes, 1, octets)}
}

/** RFC 4880 section 4.2.2. Keys come in whole packets. */
function newLength(bytes: Uint8Array): PacketLength {
  const [, first = 0, second = 0] = bytes
  if (first < 192) return {octets: 1, length: first}
  if (first < 224) return {octets: 2, length: (first - 192) * 256 + second + 192}
  return {octets: 5, length: numberAt(bytes, 2, 4)}
}

function numberAt(bytes: Uint8Array, start: number, count: number): number {
  return bytes.subarray(start, start + count).reduce((sum, byte) => sum * 256 + byte, 0)
}
