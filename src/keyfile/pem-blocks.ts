import {UsageError} from '../errors.ts'

/** One block between its BEGIN and END lines, RFC 7468. */
export interface PemBlock {
  readonly label: string
  /** What stands between the lines, decoded. */
  readonly bytes: Buffer
  /** The headers of RFC 1421 say that it is encrypted, as OpenSSL's older private keys are. */
  readonly encrypted: boolean
  /** The block itself. */
  readonly text: string
}

const begin = /^-----BEGIN ([A-Z0-9# ]+)-----$/
const base64 = /^[A-Za-z0-9+/=\s]*$/

/** True when the text has a line that begins a block. */
export function isPem(text: string): boolean {
  return /^[ \t]*-----BEGIN [A-Z0-9# ]+-----[ \t]*$/m.test(text.replaceAll('\r', '\n'))
}

/**
 * The blocks of a text, in their order; what stands around them is for people.
 *
 * @throws UsageError for a block that does not end or is no base64
 */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = []
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim())
  for (let index = 0; index < lines.length; index++) {
    const label = begin.exec(lines[index] ?? '')?.[1]
    if (label === undefined) continue
    const end = lines.indexOf(`-----END ${label}-----`, index)
    if (end === -1)
      throw new UsageError(`The block ${label} of the PEM file does not end`, {hint: 'The file is cut short'})
    blocks.push(blockOf(label, lines.slice(index + 1, end)))
    index = end
  }
  return blocks
}

function blockOf(label: string, lines: readonly string[]): PemBlock {
  const isHeaded = lines[0]?.includes(':') ?? false
  const blank = isHeaded ? lines.indexOf('') : -1
  const headers = lines.slice(0, blank + 1)
  const body = lines.slice(blank + 1).join('')
  if (!base64.test(body)) throw new UsageError(`The block ${label} of the PEM file is not in base64`)
  return {
    label,
    bytes: Buffer.from(body, 'base64'),
    encrypted: headers.some((header) => /^Proc-Type:.*ENCRYPTED/.test(header)),
    text: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n'),
  }
}
