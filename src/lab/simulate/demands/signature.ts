import {createPublicKey, type KeyObject, verify} from 'node:crypto'
import {KeyFormatType} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import {childOf, numberIn} from '../../conformance/conversation/payload.ts'
import {keyBlockIn} from '../rules/parts.ts'
import type {Demand} from './demand.ts'

/** The key comes as PKCS#1 or as modulus and exponent; it is kept as DER under the name. */
export function readablePublicKey(name: string): Demand {
  return {
    text: 'the public key comes in PKCS#1, or as modulus and exponent',
    check({payload, values}) {
      const key = publicKeyIn(payload)
      if (key === undefined) {
        const format = numberIn(keyBlockIn(payload), Tag.KeyFormatType)
        return {
          expected: 'a key in PKCS#1 or Transparent RSA Public Key',
          received: KeyFormatType.nameOf(format ?? 0) ?? 'a key that cannot be read',
        }
      }
      // Not as PKCS#1: Node 24 does not write a key in it that it read from it
      values.keepBytes(name, key.export({type: 'spki', format: 'der'}))
      return undefined
    },
  }
}

/** RSASSA-PKCS1-v1_5 with SHA-256, by the key that was kept, over the data that was made. */
export function verifiableSignature(key: string, data: string): Demand {
  return {
    text: 'the signature verifies under the public key',
    check({payload, values}) {
      const signature = childOf(payload, Tag.SignatureData)
      const publicKey = createPublicKey({key: Buffer.from(values.bytes(key)), format: 'der', type: 'spki'})
      const isGood =
        signature?.type === ItemType.ByteString && verify('sha256', values.bytes(data), publicKey, signature.value)
      return isGood ? undefined : {expected: 'a signature of the data', received: 'one that does not verify'}
    },
  }
}

function publicKeyIn(payload: TtlvNode | undefined): KeyObject | undefined {
  const block = keyBlockIn(payload)
  const material = childOf(childOf(block, Tag.KeyValue), Tag.KeyMaterial)
  const format = KeyFormatType.nameOf(numberIn(block, Tag.KeyFormatType) ?? 0)
  try {
    if (format === 'PKCS_1' && material?.type === ItemType.ByteString) {
      return createPublicKey({key: Buffer.from(material.value), format: 'der', type: 'pkcs1'})
    }
    if (format !== 'TransparentRSAPublicKey') return undefined
    const [n, e] = [bigInteger(material, Tag.Modulus), bigInteger(material, Tag.PublicExponent)]
    return createPublicKey({key: {kty: 'RSA', n, e}, format: 'jwk'})
  } catch {
    return undefined
  }
}

function bigInteger(material: TtlvNode | undefined, tag: number): string {
  const node = childOf(material, tag)
  const bytes = node?.type === ItemType.BigInteger ? Buffer.from(node.value) : Buffer.alloc(0)
  const first = bytes.findIndex((byte) => byte !== 0)
  return bytes.subarray(Math.max(0, first)).toString('base64url')
}
