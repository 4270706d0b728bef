import {createHmac, timingSafeEqual} from 'node:crypto'
import type {EnumName, EnumValue} from '../kmip/spec/enumeration.ts'
import {BlockCipherMode, CryptographicAlgorithm, type HashingAlgorithm} from '../kmip/spec/enumerations.ts'
import {cbcMac, cmac} from './block-mac.ts'
import {digestName} from './digest.ts'
import {ifOpenSslHas} from './openssl.ts'
import {poly1305} from './poly1305.ts'
import {invalidParameter, missingParameter, unsupportedParameter} from './refusal.ts'

type Algorithm = EnumValue<typeof CryptographicAlgorithm>

/** What Cryptographic Parameters say of a MAC, KMIP 1.4 sections 3.6 and 4.33, 2.1 section 4.16. */
export interface MacParameters {
  /** Of the key. */
  readonly keyAlgorithm?: Algorithm | undefined
  /** Of the parameters: a MAC, or the block cipher of one. */
  readonly algorithm?: Algorithm | undefined
  readonly mode?: EnumValue<typeof BlockCipherMode> | undefined
  readonly hash?: EnumValue<typeof HashingAlgorithm> | undefined
}

type Mac = (key: Uint8Array, parts: readonly Uint8Array[]) => Uint8Array

const hmacHashes: Readonly<
  Partial<Record<EnumName<typeof CryptographicAlgorithm>, EnumName<typeof HashingAlgorithm>>>
> = {
  HMAC_MD5: 'MD5',
  HMAC_SHA1: 'SHA_1',
  HMAC_SHA224: 'SHA_224',
  HMAC_SHA256: 'SHA_256',
  HMAC_SHA384: 'SHA_384',
  HMAC_SHA512: 'SHA_512',
  HMAC_SHA3_224: 'SHA3_224',
  HMAC_SHA3_256: 'SHA3_256',
  HMAC_SHA3_384: 'SHA3_384',
  HMAC_SHA3_512: 'SHA3_512',
}

/** The MAC of data that may be in several parts. Throws KmipError for what does not exist, is not supported, or does not fit the key. */
export function mac(key: Uint8Array, parameters: MacParameters, parts: readonly Uint8Array[]): Uint8Array {
  return chooseMac(parameters)(key, parts)
}

/** In a time that does not tell where the two differ. A shortened MAC is none: it would be easier to guess. */
export function verifyMac(
  key: Uint8Array,
  parameters: MacParameters,
  {parts, sent}: {readonly parts: readonly Uint8Array[]; readonly sent: Uint8Array},
): boolean {
  const expected = mac(key, parameters, parts)
  return expected.length === sent.length && timingSafeEqual(expected, sent)
}

/** HMAC over a hash, RFC 2104. */
export function hmac(hash: EnumValue<typeof HashingAlgorithm>): Mac {
  const name = digestName(hash)
  return (key, parts) => {
    const running = ifOpenSslHas(name, () => createHmac(name, key))
    for (const part of parts) running.update(part)
    return running.digest()
  }
}

/** The hash of an algorithm that is an HMAC; undefined for others. */
export function hashOfHmac(algorithm: Algorithm | undefined): EnumName<typeof HashingAlgorithm> | undefined {
  const name = nameOf(algorithm)
  return name === undefined ? undefined : hmacHashes[name]
}

/** The parameters decide; where they name no MAC, the algorithm of the key does. A block cipher alone means its CMAC. */
function chooseMac({keyAlgorithm, algorithm: named, mode, hash}: MacParameters): Mac {
  const algorithm = named ?? keyAlgorithm
  const implied = hashOfHmac(algorithm)
  if (implied !== undefined) return hmac(implied)
  if (mode !== undefined) return blockMac(algorithm, macMode(mode))
  // A Hashing Algorithm with any key means HMAC.
  if (nameOf(hash === undefined ? algorithm : named) === 'Poly1305') return oneTimeMac
  if (hash !== undefined) return hmac(hash)
  return blockMac(algorithm, 'CMAC')
}

/** RFC 8439 section 2.5: whoever sees two messages under one key can forge others. */
const oneTimeMac: Mac = (key, parts) => {
  if (key.length === 32) return poly1305(key, parts)
  throw invalidParameter(`A key of ${key.length * 8} bits does not fit Poly1305`, 'Poly1305 takes 256 bits of material')
}

const gmacRefusal =
  'GMAC needs an IV, which a MAC request cannot have; encrypt empty Data with Additional Data in mode GCM instead'

function macMode(mode: EnumValue<typeof BlockCipherMode>): 'CMAC' | 'CBC_MAC' {
  const name = BlockCipherMode.entry(mode)?.name
  if (name === 'CMAC' || name === 'CBC_MAC') return name
  if (name === 'GCM') throw unsupportedParameter(gmacRefusal)
  throw unsupportedParameter(`Block Cipher Mode ${name ?? mode} makes no MAC of a message`)
}

function blockMac(algorithm: Algorithm | undefined, mode: 'CMAC' | 'CBC_MAC'): Mac {
  if (algorithm === undefined) throw missingParameter('Neither the request nor the key names an algorithm for the MAC')
  const run = mode === 'CMAC' ? cmac : cbcMac
  return (key, parts) => run(nameOf(algorithm) ?? algorithm, key, parts)
}

function nameOf(algorithm: Algorithm | undefined): EnumName<typeof CryptographicAlgorithm> | undefined {
  return algorithm === undefined ? undefined : CryptographicAlgorithm.entry(algorithm)?.name
}
