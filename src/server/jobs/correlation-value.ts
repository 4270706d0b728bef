/** Bytes of a job's identifier; the place of the item follows it. */
const identifierLength = 16

/** Which item of which job an Asynchronous Correlation Value means. KMIP 1.4 section 6.8. */
export interface JobItem {
  /** Lower-case hexadecimal. */
  readonly jobId: string
  readonly place: number
}

export function newJobId(random: (length: number) => Uint8Array): string {
  return Buffer.from(random(identifierLength)).toString('hex')
}

export function correlationValueOf({jobId, place}: JobItem): Uint8Array {
  const bytes = new Uint8Array(identifierLength + 2)
  bytes.set(Buffer.from(jobId, 'hex'))
  new DataView(bytes.buffer).setUint16(identifierLength, place)
  return bytes
}

/** Undefined for a value that this server cannot have given. */
export function jobItemOf(value: Uint8Array): JobItem | undefined {
  if (value.length !== identifierLength + 2) return undefined
  const bytes = Buffer.from(value)
  return {jobId: bytes.toString('hex', 0, identifierLength), place: bytes.readUInt16BE(identifierLength)}
}
