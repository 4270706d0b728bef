import {constants, sign, type KeyObject} from 'node:crypto'

/** What a TPM puts into a quote; the rest is fixed. */
export interface QuoteParts {
  readonly nonce: Uint8Array
  readonly pcrDigest?: Uint8Array
  readonly magic?: number
  readonly type?: number
}

const sized = (bytes: Uint8Array): Buffer => Buffer.concat([number(bytes.length, 2), bytes])

function number(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.writeUIntBE(value, 0, length)
  return bytes
}

/** TPMS_ATTEST of a quote over SHA-256 PCRs 0 to 7. */
export function attest({
  nonce,
  pcrDigest = Buffer.alloc(32, 7),
  magic = 0xff544347,
  type = 0x8018,
}: QuoteParts): Buffer {
  const name = sized(Buffer.concat([number(0x000b, 2), Buffer.alloc(32, 1)]))
  const clock = Buffer.concat([Buffer.alloc(8, 2), number(3, 4), number(4, 4), number(1, 1), Buffer.alloc(8, 5)])
  const selection = Buffer.concat([number(1, 4), number(0x000b, 2), number(3, 1), Buffer.of(0xff, 0, 0)])
  return Buffer.concat([number(magic, 4), number(type, 2), name, sized(nonce), clock, selection, sized(pcrDigest)])
}

export type QuoteScheme = 'rsassa' | 'rsapss' | 'ecdsa'

/** TPM2B_ATTEST and TPMT_SIGNATURE with SHA-256. */
export function quote(content: Uint8Array, key: KeyObject, scheme: QuoteScheme): Buffer {
  return Buffer.concat([sized(content), ...signature(content, key, scheme)])
}

function signature(content: Uint8Array, key: KeyObject, scheme: QuoteScheme): Buffer[] {
  const sha256 = number(0x000b, 2)
  if (scheme === 'ecdsa') {
    const raw = sign('sha256', content, {key, dsaEncoding: 'ieee-p1363'})
    const half = raw.length / 2
    return [number(0x0018, 2), sha256, sized(raw.subarray(0, half)), sized(raw.subarray(half))]
  }
  const padding = scheme === 'rsassa' ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_PSS_PADDING
  return [number(scheme === 'rsassa' ? 0x0014 : 0x0016, 2), sha256, sized(sign('sha256', content, {key, padding}))]
}
