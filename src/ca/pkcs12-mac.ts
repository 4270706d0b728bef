import {createHmac} from 'node:crypto'
import {derivationPurpose, derivePkcs12, type DerivationDigest} from './pkcs12-derive.ts'

const digestLengths = {sha1: 20, sha256: 32, sha384: 48, sha512: 64} as const

export interface MacParameters {
  readonly digest: DerivationDigest
  readonly salt: Uint8Array
  readonly iterations: number
  readonly password: string
}

/** The message authentication code of a PKCS#12 file, RFC 7292 section 4. */
export async function pkcs12Mac(data: Uint8Array, parameters: MacParameters): Promise<Buffer> {
  const {digest} = parameters
  const key = await derivePkcs12({...parameters, purpose: derivationPurpose.macKey, length: digestLengths[digest]})
  return createHmac(digest, key).update(data).digest()
}
