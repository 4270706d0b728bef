import {constants, createPublicKey, verify, type KeyObject} from 'node:crypto'
import {TpmReader} from './tpm-reader.ts'

/** What has to be true of a quote. */
export interface QuoteExpectation {
  /** The TPM's attestation key, PEM. */
  readonly publicKeyPem: string
  /** What the quote has to be made over. */
  readonly nonce: Uint8Array
  /** The digest that the selected PCRs must have, lower-case hexadecimal; any when absent. */
  readonly pcrDigest?: string | undefined
}

const generated = 0xff544347
const quoteType = 0x8018
/** clockInfo and firmwareVersion of TPMS_ATTEST. */
const clockAndFirmware = 17 + 8

const hashes: Readonly<Record<number, string>> = {0x000b: 'sha256', 0x000c: 'sha384', 0x000d: 'sha512'}
const schemes = {rsassa: 0x0014, rsapss: 0x0016, ecdsa: 0x0018} as const

/**
 * Judges the output of TPM2_Quote: TPM2B_ATTEST and TPMT_SIGNATURE, one behind the other. Gives what is wrong with it,
 * undefined when it holds. TPM 2.0 Library, part 2 sections 10.12 and 11.3, part 3 section 18.4.
 */
export function faultOfQuote(measurement: Uint8Array, expectation: QuoteExpectation): string | undefined {
  try {
    const reader = new TpmReader(measurement)
    const attest = reader.sized()
    const fault = faultOfAttest(attest, expectation)
    if (fault !== undefined) return fault
    const signed = isSigned(attest, reader, createPublicKey(expectation.publicKeyPem))
    if (reader.rest > 0) return 'the quote is longer than it says'
    return signed ? undefined : 'the signature is not that of the registered attestation key'
  } catch (error) {
    if (error instanceof RangeError) return 'the quote is cut off or no TPM 2.0 quote'
    throw error
  }
}

function faultOfAttest(attest: Uint8Array, {nonce, pcrDigest}: QuoteExpectation): string | undefined {
  const reader = new TpmReader(attest)
  if (reader.uint32() !== generated) return 'it was not made inside of a TPM'
  if (reader.uint16() !== quoteType) return 'it is no quote'
  reader.sized()
  if (Buffer.compare(reader.sized(), nonce) !== 0) return 'the quote was not made for the nonce'
  reader.bytes(clockAndFirmware)
  for (let selections = reader.uint32(); selections > 0; selections--) {
    reader.uint16()
    reader.bytes(reader.uint8())
  }
  const digest = Buffer.from(reader.sized()).toString('hex')
  return pcrDigest === undefined || digest === pcrDigest ? undefined : 'the platform is not in the registered state'
}

function isSigned(attest: Uint8Array, reader: TpmReader, key: KeyObject): boolean {
  const scheme = reader.uint16()
  const hash = hashes[reader.uint16()]
  if (hash === undefined) return false
  if (scheme === schemes.ecdsa) return isSignedByEc(attest, reader, {key, hash})
  const padding = paddingOf(scheme)
  const signature = padding === undefined ? new Uint8Array(0) : reader.sized()
  if (padding === undefined || key.asymmetricKeyType !== 'rsa') return false
  const options = {padding, saltLength: constants.RSA_PSS_SALTLEN_AUTO}
  return verify(hash, attest, {key, ...(padding === constants.RSA_PKCS1_PSS_PADDING ? options : {padding})}, signature)
}

function isSignedByEc(
  attest: Uint8Array,
  reader: TpmReader,
  {key, hash}: {readonly key: KeyObject; readonly hash: string},
): boolean {
  const [r, s] = [reader.sized(), reader.sized()]
  if (key.asymmetricKeyType !== 'ec') return false
  const size = Math.max(r.length, s.length, coordinateLength(key))
  const signature = Buffer.concat([padded(r, size), padded(s, size)])
  return verify(hash, attest, {key, dsaEncoding: 'ieee-p1363'}, signature)
}

function paddingOf(scheme: number): number | undefined {
  if (scheme === schemes.rsassa) return constants.RSA_PKCS1_PADDING
  return scheme === schemes.rsapss ? constants.RSA_PKCS1_PSS_PADDING : undefined
}

function coordinateLength(key: KeyObject): number {
  const {x = ''} = key.export({format: 'jwk'})
  return Buffer.from(x, 'base64url').length
}

/** With zeros in front. */
function padded(bytes: Uint8Array, length: number): Uint8Array {
  return Buffer.concat([Buffer.alloc(length - bytes.length), bytes])
}
