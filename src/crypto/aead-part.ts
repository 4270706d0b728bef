import {createCipheriv, createDecipheriv} from 'node:crypto'
import {checkLength, sealAead, type AeadStart} from './aead.ts'
import type {AeadCipher} from './cipher-parameters.ts'
import type {AeadMode} from './cipher-table.ts'
import {ifOpenSslHas} from './openssl.ts'

/**
 * What an authenticated cipher gives for a part of the data that begins at `offset`, without what is before or behind
 * it: each of them enciphers with a counter. The tag needs all of the data.
 */
export function aeadPart(cipher: AeadCipher, start: AeadStart, offset: number, data: Uint8Array): Uint8Array {
  checkLength(cipher, start, offset + data.length)
  const counterMode = counterModes[cipher.mode](cipher, start)
  const output: Buffer[] = []
  let done = 0
  while (done < data.length) {
    const {blockLength, name, iv, room} = counterMode(offset + done)
    const lead = (offset + done) % blockLength
    const part = data.subarray(done, done + room - lead)
    const running = ifOpenSslHas(name, () => createCipheriv(name, start.key, iv))
    output.push(Buffer.concat([running.update(Buffer.alloc(lead)), running.update(part)]).subarray(lead))
    done += part.length
  }
  return Buffer.concat(output)
}

/** The keystream from the block on in which a byte lies. */
interface Keystream {
  readonly name: string
  readonly blockLength: number
  readonly iv: Uint8Array
  /** Bytes until OpenSSL would count on differently than the mode. */
  readonly room: number
}

type CounterMode = (cipher: AeadCipher, start: AeadStart) => (offset: number) => Keystream

const counterModes: Readonly<Record<AeadMode, CounterMode>> = {
  // RFC 8439 section 2.8: block 0 makes the key of the tag
  AEAD: (_cipher, {iv}) => {
    return (offset) => {
      const counter = Buffer.alloc(4)
      counter.writeUInt32LE(1 + Math.floor(offset / 64))
      return {name: 'chacha20', blockLength: 64, iv: Buffer.concat([counter, iv]), room: Infinity}
    }
  },
  // NIST SP 800-38C appendix A.3: block 0 hides the tag
  CCM: ({name}, {iv}) => {
    return (offset) => {
      const block = Buffer.alloc(16)
      block.writeUInt32BE(1 + Math.floor(offset / 16), 12)
      // A long nonce leaves less than four bytes to the counter, and no data for which it would need them.
      block[0] = 14 - iv.length
      block.set(iv, 1)
      return {name: name.replace('ccm', 'ctr'), blockLength: 16, iv: block, room: Infinity}
    }
  },
  // NIST SP 800-38D section 6.5: only the last four bytes count, and the first block hides the tag
  GCM: (cipher, start) => {
    const first = preCounterBlock(cipher, start)
    return (offset) => {
      const counter = (first.readUInt32BE(12) + 1 + Math.floor(offset / 16)) % 2 ** 32
      const block = Buffer.from(first)
      block.writeUInt32BE(counter, 12)
      return {name: cipher.name.replace('gcm', 'ctr'), blockLength: 16, iv: block, room: (2 ** 32 - counter) * 16}
    }
  },
}

/** The block J0. Enciphered it is the tag of nothing at all, so OpenSSL tells it for an IV of any length. */
function preCounterBlock(cipher: AeadCipher, {key, iv}: AeadStart): Buffer {
  const {tag} = sealAead({...cipher, tagLength: 16}, {key, iv}, new Uint8Array(0))
  const name = cipher.name.replace('gcm', 'ecb')
  const running = ifOpenSslHas(name, () => createDecipheriv(name, key, Buffer.alloc(0)))
  running.setAutoPadding(false)
  return Buffer.concat([running.update(tag), running.final()])
}
