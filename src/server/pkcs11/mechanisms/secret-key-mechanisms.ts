import {Refusal} from '../refusal.ts'
import {CKK} from '../spec/objects.ts'
import {hashFamilies} from './hashes.ts'
import type {CipherPlan, MechanismDefinition} from './mechanism-definition.ts'
import {bytesParameter, chachaParameter, counterParameter, gcmParameter, noParameter} from './mechanism-parameters.ts'

const aes = {sizes: [16, 32], keyTypes: [CKK.AES]} as const
const chachaKeys = {sizes: [32, 32], keyTypes: [CKK.CHACHA20]} as const
const des = {sizes: [16, 24], keyTypes: [CKK.DES2, CKK.DES3]} as const

/** In bytes. */
const longestSecret = 8192

function chaining(mode: 'CBC' | 'ECB', algorithm: 'AES' | 'DES3', padded = false) {
  return (parameter: Uint8Array | undefined): CipherPlan => {
    const paddingMethod = padded ? 'PKCS5' : 'None'
    const parameters = {cryptographicAlgorithm: algorithm, blockCipherMode: mode, paddingMethod} as const
    if (mode === 'CBC') return {parameters, iv: bytesParameter(parameter, [algorithm === 'AES' ? 16 : 8])}
    noParameter(parameter)
    return {parameters}
  }
}

/** The counter is the last bits of the block; the rest of it stays as it is. */
function counting(parameter: Uint8Array | undefined): CipherPlan {
  const {counterBits, block} = counterParameter(parameter)
  if (counterBits < 1 || counterBits > 128) throw new Refusal('MECHANISM_PARAM_INVALID')
  const range = 1n << BigInt(counterBits)
  const start = BigInt(`0x${Buffer.from(block).toString('hex')}`) % range
  const longest = Number((range - start) * 16n)
  const parameters = {cryptographicAlgorithm: 'AES', blockCipherMode: 'CTR'} as const
  return {parameters, iv: Buffer.from(block), longest}
}

/** In bits, NIST SP 800-38D section 5.2.1.2. */
const tagLengths: readonly number[] = [32, 64, 96, 104, 112, 120, 128]

function galois(parameter: Uint8Array | undefined): CipherPlan {
  const {iv, additionalData, tagBits} = gcmParameter(parameter)
  if (iv.length === 0 || !tagLengths.includes(tagBits)) throw new Refusal('MECHANISM_PARAM_INVALID')
  return {
    parameters: {
      cryptographicAlgorithm: 'AES',
      blockCipherMode: 'GCM',
      tagLength: tagBits / 8,
      ivLength: iv.length * 8,
    },
    iv: Buffer.from(iv),
    additionalData: Buffer.from(additionalData),
    authenticates: true,
  }
}

function chacha(parameter: Uint8Array | undefined): CipherPlan {
  const {nonce, additionalData} = chachaParameter(parameter)
  if (nonce.length !== 12) throw new Refusal('MECHANISM_PARAM_INVALID')
  return {
    parameters: {cryptographicAlgorithm: 'ChaCha20Poly1305'},
    iv: Buffer.from(nonce),
    additionalData: Buffer.from(additionalData),
    authenticates: true,
  }
}

function wrapping(blockCipherMode: 'NISTKeyWrap' | 'AESKeyWrapPadding') {
  return (parameter: Uint8Array | undefined): CipherPlan => {
    // The initial value of RFC 3394 may be given, but no other.
    noParameter(parameter)
    return {parameters: {cryptographicAlgorithm: 'AES', blockCipherMode}}
  }
}

/** AES and Triple DES, and secrets for HMAC: PKCS#11 3.0 sections 2.9 to 2.14, 2.18 and 2.20. */
export const secretKeyMechanisms: readonly MechanismDefinition[] = [
  {name: 'AES_KEY_GEN', ...aes, generates: 'key'},
  {name: 'AES_ECB', ...aes, cipher: chaining('ECB', 'AES')},
  {name: 'AES_CBC', ...aes, cipher: chaining('CBC', 'AES')},
  {name: 'AES_CBC_PAD', ...aes, cipher: chaining('CBC', 'AES', true), wraps: true},
  {name: 'AES_CTR', ...aes, cipher: counting},
  {name: 'AES_GCM', ...aes, cipher: galois, wraps: true},
  {name: 'AES_KEY_WRAP', ...aes, cipher: wrapping('NISTKeyWrap'), wraps: true},
  {name: 'AES_KEY_WRAP_KWP', ...aes, cipher: wrapping('AESKeyWrapPadding'), wraps: true},
  {
    name: 'AES_CMAC',
    ...aes,
    signing(parameter) {
      noParameter(parameter)
      return {kind: 'mac', parameters: {cryptographicAlgorithm: 'AES', blockCipherMode: 'CMAC'}}
    },
  },
  {name: 'DES2_KEY_GEN', sizes: [16, 16], keyTypes: [CKK.DES2], generates: 'key'},
  {name: 'DES3_KEY_GEN', sizes: [24, 24], keyTypes: [CKK.DES3], generates: 'key'},
  {name: 'DES3_ECB', ...des, cipher: chaining('ECB', 'DES3')},
  {name: 'DES3_CBC', ...des, cipher: chaining('CBC', 'DES3')},
  {name: 'DES3_CBC_PAD', ...des, cipher: chaining('CBC', 'DES3', true)},
  {name: 'CHACHA20_KEY_GEN', ...chachaKeys, generates: 'key'},
  {name: 'CHACHA20_POLY1305', ...chachaKeys, cipher: chacha, wraps: true},
  {name: 'GENERIC_SECRET_KEY_GEN', sizes: [1, longestSecret], keyTypes: [CKK.GENERIC_SECRET], generates: 'key'},
  ...hashFamilies.flatMap(({hmac}): MechanismDefinition[] => {
    if (hmac === undefined) return []
    const [name, cryptographicAlgorithm] = hmac
    return [
      {
        name,
        sizes: [1, longestSecret],
        keyTypes: [CKK.GENERIC_SECRET, CKK[name as keyof typeof CKK] ?? CKK.GENERIC_SECRET],
        signing(parameter) {
          noParameter(parameter)
          return {kind: 'mac', parameters: {cryptographicAlgorithm}}
        },
      },
    ]
  }),
]
