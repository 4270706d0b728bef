import {UsageError} from '../errors.ts'

/** How a text file has the bytes of a key. */
export const textEncodings = ['hex', 'base64'] as const
export type TextEncoding = (typeof textEncodings)[number]

const patterns: Readonly<Record<TextEncoding, RegExp>> = {
  hex: /^(?:[0-9A-Fa-f]{2})+$/,
  base64: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/,
}

/** The bytes that a text is; white space, colons between hexadecimal digits and 0x before them do not count. @throws UsageError */
export function decodeText(text: string, encoding: TextEncoding): Buffer {
  const compact = text.replaceAll(/\s/g, '')
  const digits = encoding === 'hex' ? compact.replace(/^0x/i, '').replaceAll(':', '') : plainAlphabet(compact)
  if (digits === '' || !patterns[encoding].test(digits)) {
    const name = encoding === 'hex' ? 'hexadecimal' : 'base64'
    throw new UsageError(`The file is not in ${name}, as --file-encoding ${encoding} says`, {
      hint: `It must hold ${name} alone`,
    })
  }
  return Buffer.from(digits, encoding)
}

function plainAlphabet(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/')
}

/** The encoding that bytes look like which are to be a key of an AES length; undefined for what is none. */
export function looksEncoded(bytes: Uint8Array): TextEncoding | undefined {
  const text = Buffer.from(bytes).toString('latin1').trim()
  if (/^[0-9A-Fa-f]+$/.test(text) && [32, 48, 64].includes(text.length)) return 'hex'
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(text) && [24, 32, 44].includes(text.length)) return 'base64'
  return undefined
}
