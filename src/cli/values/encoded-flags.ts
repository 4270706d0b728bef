import {Flags} from '@oclif/core'
import {parseBase64, parseHex} from '../../notation/bytes-value.ts'
import {readInput} from '../files/input-file.ts'

/** Forms of bytes on the command line; each is the end of a flag's name. */
const forms = ['hex', 'base64', 'file'] as const

type EncodedFlagName<Name extends string> = `${Name}-${(typeof forms)[number]}`

/** What the flags of `encodedFlags` were parsed to. */
export type EncodedFlagValues<Name extends string> = {
  readonly [Flag in EncodedFlagName<Name>]?: string | undefined
}

/**
 * `--NAME-hex`, `--NAME-base64` and `--NAME-file`, of which one can be given.
 *
 * @param what the bytes in words: `The signature`
 * @param others flags that are given instead of any of them
 */
export function encodedFlags<const Name extends string>(name: Name, what: string, others: readonly string[] = []) {
  const instead = (form: (typeof forms)[number]) => [
    ...forms.filter((other) => other !== form).map((other) => `${name}-${other}`),
    ...others,
  ]
  const flags = {
    [`${name}-hex`]: Flags.string({
      summary: `${what} in hexadecimal`,
      helpValue: 'HEX',
      exclusive: instead('hex'),
    }),
    [`${name}-base64`]: Flags.string({
      summary: `${what} in base64`,
      helpValue: 'BASE64',
      exclusive: instead('base64'),
    }),
    [`${name}-file`]: Flags.string({
      summary: `File with ${what.charAt(0).toLowerCase()}${what.slice(1)}, - for standard input`,
      helpValue: 'FILE',
      exclusive: instead('file'),
    }),
  }
  return flags as {readonly [Flag in EncodedFlagName<Name>]: (typeof flags)[string]}
}

/** The bytes of the flag that is given; undefined when none is. @throws UsageError naming the flag or the file */
export async function readEncoded(flags: object, name: string): Promise<Uint8Array | undefined> {
  const values = new Map<string, unknown>(Object.entries(flags))
  for (const [form, read] of readers) {
    const value = values.get(`${name}-${form}`)
    if (typeof value === 'string') return read(value, `--${name}-${form}`)
  }
  return undefined
}

type Reader = (value: string, setting: string) => Uint8Array | Promise<Uint8Array>

const readers: readonly (readonly [form: (typeof forms)[number], read: Reader])[] = [
  ['hex', parseHex],
  ['base64', parseBase64],
  ['file', (path) => readInput(path)],
]
