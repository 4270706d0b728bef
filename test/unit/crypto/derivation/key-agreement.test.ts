import {createPrivateKey, createPublicKey, generateKeyPairSync} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {agreeOnSecret} from '../../../../src/crypto/derivation/key-agreement.ts'
import {curveKey} from '../../../../src/crypto/keys/montgomery-edwards.ts'
import {bytes, hex} from '../hex.ts'
import {refusal} from '../refusal.ts'

const base64url = (digits: string): string => Buffer.from(digits, 'hex').toString('base64url')
const p256 = (x: string, y: string) => ({kty: 'EC', crv: 'P-256', x: base64url(x), y: base64url(y)})

describe('Key agreement', () => {
  it('on P-256 gives the value of NIST CAVP (ECC CDH primitive, count 0)', () => {
    const own = p256(
      'ead218590119e8876b29146ff89ca61770c4edbbf97d38ce385ed281d8a6b230',
      '28af61281fd35e2fa7002523acc85a429cb06ee6648325389f59edfce1405141',
    )
    const d = base64url('7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534')
    const privateKey = createPrivateKey({key: {...own, d}, format: 'jwk'})
    const key = p256(
      '700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287',
      'db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac',
    )
    const publicKey = createPublicKey({key, format: 'jwk'})
    expect(hex(agreeOnSecret(privateKey, publicKey))).toBe(
      '46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b',
    )
  })

  // RFC 7748 sections 6.1 and 6.2
  it.each([
    [
      'x25519',
      '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
      'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
      '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
    ],
    [
      'x448',
      '9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28dd9c9baf574a9419744897391006382a6f127ab1d9ac2d8c0a598726b',
      '3eb7a829b0cd20f5bcfc0b599b6feccf6da4627107bdb0d4f345b43027d8b972fc3e34fb4232a13ca706dcb57aec3dae07bdc1c67bf33609',
      '07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282bb60c0b56fd2464c335543936521c24403085d59a449a5037514a879d',
    ],
  ] as const)('on %s gives the value of RFC 7748', (type, own, others, expected) => {
    const privateKey = curveKey(type, 'PrivateKey', bytes(own))
    expect(hex(agreeOnSecret(privateKey, curveKey(type, 'PublicKey', bytes(others))))).toBe(expected)
  })

  it('gives both sides the same secret on other curves', () => {
    const pairs = [
      [generateKeyPairSync('x25519'), generateKeyPairSync('x25519')],
      [generateKeyPairSync('ec', {namedCurve: 'secp256k1'}), generateKeyPairSync('ec', {namedCurve: 'secp256k1'})],
    ] as const
    for (const [one, other] of pairs) {
      const secret = hex(agreeOnSecret(one.privateKey, other.publicKey))
      expect(secret).toHaveLength(64)
      expect(hex(agreeOnSecret(other.privateKey, one.publicKey))).toBe(secret)
    }
  })

  it('refuses keys that do not belong together, or agree on nothing', () => {
    const p256Pair = generateKeyPairSync('ec', {namedCurve: 'P-256'})
    const p384Pair = generateKeyPairSync('ec', {namedCurve: 'P-384'})
    const x25519 = generateKeyPairSync('x25519')
    const ed25519 = generateKeyPairSync('ed25519')
    refusal('BadCryptographicParameters', () => agreeOnSecret(p256Pair.privateKey, p384Pair.publicKey))
    refusal('BadCryptographicParameters', () => agreeOnSecret(p256Pair.privateKey, x25519.publicKey))
    // A point of small order
    const smallOrder = curveKey('x25519', 'PublicKey', new Uint8Array(32))
    refusal('BadCryptographicParameters', () => agreeOnSecret(x25519.privateKey, smallOrder))
    refusal('BadCryptographicParameters', () => agreeOnSecret(ed25519.privateKey, ed25519.publicKey))
  })
})
