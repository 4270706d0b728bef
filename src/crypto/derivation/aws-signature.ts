import {hmac} from '../mac.ts'

/** What the signing key of AWS Signature Version 4 is good for. */
export interface AwsSignatureScope {
  /** Eight digits: year, month and day. */
  readonly date: Uint8Array
  readonly region: Uint8Array
  readonly service: Uint8Array
}

/** The signing key of AWS Signature Version 4, of 32 bytes, from a secret access key. */
export function deriveAwsSigningKey(secret: Uint8Array, {date, region, service}: AwsSignatureScope): Uint8Array {
  const run = hmac('SHA_256')
  const first = Buffer.concat([Buffer.from('AWS4'), secret])
  return [date, region, service, Buffer.from('aws4_request')].reduce<Uint8Array>((key, part) => run(key, [part]), first)
}
