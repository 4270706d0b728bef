/**
 * The data of a decrypted block of RSAES-PKCS1-v1_5 (RFC 8017 section 7.2.2); undefined when it is no such block. All of
 * it is looked at in any case. OpenSSL's own way depends on its version: newer ones make up data for a broken block, and
 * node:crypto refuses to use older ones. Whoever may ask this server to decrypt learns the data anyway.
 */
export function emePkcs1Decode(encoded: Uint8Array): Uint8Array | undefined {
  let wrong = (encoded[0] ?? 1) | ((encoded[1] ?? 0) ^ 2)
  let start = 0
  let found = 0
  for (let index = 2; index < encoded.length; index++) {
    const isZero = encoded[index] === 0 ? 1 : 0
    start += (1 - found) * isZero * index
    found |= isZero
  }
  // The random bytes are eight at least.
  wrong |= found === 1 && start >= 10 ? 0 : 1
  return wrong === 0 ? encoded.subarray(start + 1) : undefined
}
