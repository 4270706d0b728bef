/** What a TLS client offers in its first message. RFC 8446 section 4.1.2. */
export interface ClientHello {
  /** Such as `TLS 1.2`, as the client has them; without the extension for it the newest only. */
  readonly versions: readonly string[]
  /** IANA's numbers, in the client's order. */
  readonly cipherSuites: readonly number[]
}

const handshakeRecord = 22
const clientHelloMessage = 1
const supportedVersions = 43

const versionNames: Readonly<Record<number, string>> = {
  0x0300: 'SSL 3.0',
  0x0301: 'TLS 1.0',
  0x0302: 'TLS 1.1',
  0x0303: 'TLS 1.2',
  0x0304: 'TLS 1.3',
}

/**
 * Reads it from the first bytes of a connection, as far as they are there; undefined when they begin no ClientHello. It only
 * explains what OpenSSL decides: nothing depends on it.
 */
export function readClientHello(bytes: Uint8Array): ClientHello | undefined {
  if (bytes[0] !== handshakeRecord || bytes[5] !== clientHelloMessage) return undefined
  const cursor = new Cursor(bytes, 9)
  const newest = cursor.number(2)
  cursor.skip(32)
  cursor.skip(cursor.number(1))
  const suites = cursor.part(cursor.number(2)).numbers()
  cursor.skip(cursor.number(1))
  const offered = offeredVersions(cursor.part(cursor.number(2))) ?? [newest]
  return {
    versions: offered.flatMap((version) => versionNames[version] ?? []),
    cipherSuites: suites.filter((suite) => !isFiller(suite)),
  }
}

/** Values that mean nothing, RFC 8701. */
function isFiller(value: number): boolean {
  return (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff)
}

function offeredVersions(extensions: Cursor): readonly number[] | undefined {
  while (extensions.left > 0) {
    const type = extensions.number(2)
    const content = extensions.part(extensions.number(2))
    if (type === supportedVersions) return content.part(content.number(1)).numbers()
  }
  return undefined
}

/** Reads numbers; beyond the end there are zeros only. */
class Cursor {
  readonly #bytes: Uint8Array
  #position: number

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes
    this.#position = position
  }

  get left(): number {
    return Math.max(0, this.#bytes.length - this.#position)
  }

  number(length: number): number {
    let value = 0
    for (let count = 0; count < length; count++) value = value * 256 + (this.#bytes[this.#position++] ?? 0)
    return value
  }

  skip(length: number): void {
    this.#position += length
  }

  part(length: number): Cursor {
    const start = this.#position
    this.skip(length)
    return new Cursor(this.#bytes.subarray(start, start + length))
  }

  /** All that is left, two bytes each. */
  numbers(): number[] {
    return Array.from({length: Math.floor(this.left / 2)}, () => this.number(2))
  }
}
