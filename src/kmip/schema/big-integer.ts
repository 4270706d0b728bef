/** A signed number from two's complement, big-endian. */
export function bigIntegerFromBytes(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`))
}

/** Two's complement, big-endian, in as few multiples of 8 bytes as hold the value. KMIP 2.1 section 10.1.7. */
export function bigIntegerToBytes(value: bigint): Uint8Array {
  let length = 8
  while (BigInt.asIntN(length * 8, value) !== value) length += 8
  const hex = BigInt.asUintN(length * 8, value).toString(16)
  return Buffer.from(hex.padStart(length * 2, '0'), 'hex')
}
