/** Bytes of a hexadecimal text; spaces group it. */
export function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))
}

export function hex(data: Uint8Array | undefined): string | undefined {
  return data && Buffer.from(data).toString('hex')
}
