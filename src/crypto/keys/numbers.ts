/** Unsigned, big-endian; padded with zeros at the front up to a length, if there is one. */
export function bytesOfNumber(value: bigint, length = 0): Buffer {
  const hex = value.toString(16)
  const padded = hex.padStart(Math.max(hex.length + (hex.length % 2), length * 2), '0')
  return Buffer.from(padded, 'hex')
}

/** Unsigned, big-endian. */
export function numberOfBytes(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex') || '0'}`)
}

export function bitLength(value: bigint): number {
  if (value === 0n) return 0
  const hex = value.toString(16)
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)))
}

/** Never negative. */
export function modulo(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus
  return rest < 0n ? rest + modulus : rest
}

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = modulo(base, modulus)
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x < 0n ? -x : x
}

/** Undefined when the value has no inverse. */
export function inverse(value: bigint, modulus: bigint): bigint | undefined {
  let [previous, current] = [modulus, modulo(value, modulus)]
  let [before, now] = [0n, 1n]
  while (current !== 0n) {
    const quotient = previous / current
    ;[previous, current] = [current, previous - quotient * current]
    ;[before, now] = [now, before - quotient * now]
  }
  return previous === 1n ? modulo(before, modulus) : undefined
}

/** Rounded down, of a number that is not negative. */
export function squareRoot(value: bigint): bigint {
  if (value < 2n) return value
  let root = 1n << BigInt(Math.ceil(bitLength(value) / 2))
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}
