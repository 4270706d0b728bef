/** Octets of the length in a packet header of the old format, RFC 4880 section 4.2.1. */
const oldLengths = [1, 2, 4, 0] as const

/** The version of the first key in ASCII armor, RFC 4880 sections 4.2, 5.5.2 and 6.2; 4 where it cannot be told. */
export function pgpVersion(armored: Uint8Array): number {
  const text = Buffer.from(armored).toString('latin1').replaceAll('\r', '')
  const [, body = ''] = /-----\n(?:[^\n]+\n)*\n([A-Za-z0-9+/=\n]+)/.exec(text) ?? []
  const packet = Buffer.from(body.replace(/\n=[\s\S]*$/, ''), 'base64')
  const [header = 0, length = 0] = packet
  const isNew = (header & 0x40) !== 0
  const octets = isNew ? newLength(length) : (oldLengths[header & 3] ?? 0)
  return packet[1 + octets] ?? 4
}

/** RFC 4880 section 4.2.2. */
function newLength(first: number): number {
  if (first < 192) return 1
  return first < 224 ? 2 : 5
}
