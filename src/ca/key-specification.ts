import {UsageError} from '../errors.ts'

export const ecBits = [256, 384, 521] as const
export const rsaBits = [2048, 3072, 4096] as const

export type EcBits = (typeof ecBits)[number]
export type RsaBits = (typeof rsaBits)[number]

/**
 * The kind of key to generate for an authority or a credential. P-224 is left out: TLS 1.3 has no signature scheme
 * for it, so no current peer would accept the certificate.
 */
export type KeySpecification =
  | {readonly type: 'ec'; readonly bits: EcBits}
  | {readonly type: 'rsa'; readonly bits: RsaBits}

/** Every key kmipctl generates, as `type-bits`; for messages and for the options of flags. */
export const keySpecificationNames: readonly string[] = [
  ...ecBits.map((bits) => `ec-${bits}`),
  ...rsaBits.map((bits) => `rsa-${bits}`),
]

/**
 * Checks a key type (`ec`, `rsa`) and a size in bits, as given in flags and configuration.
 *
 * @throws UsageError listing what is allowed
 */
export function parseKeySpecification(type: string, bits: number | string): KeySpecification {
  const size = typeof bits === 'number' ? bits : /^\d{1,5}$/.test(bits) ? Number(bits) : Number.NaN
  if (type === 'ec') {
    const known = ecBits.find((candidate) => candidate === size)
    if (known !== undefined) return {type, bits: known}
    const reason = size === 224 ? 'TLS 1.3 has no signature scheme for P-224; choose' : 'Choose'
    throw new UsageError(`EC keys of ${bits} bits are not available`, {
      hint: `${reason} one of ${ecBits.join(', ')} bits`,
    })
  }
  if (type === 'rsa') {
    const known = rsaBits.find((candidate) => candidate === size)
    if (known !== undefined) return {type, bits: known}
    throw new UsageError(`RSA keys of ${bits} bits are not available`, {
      hint: `Choose one of ${rsaBits.join(', ')} bits`,
    })
  }
  throw new UsageError(`Unknown key type ${type}`, {
    hint: `Choose ec with ${ecBits.join(', ')} bits or rsa with ${rsaBits.join(', ')} bits`,
  })
}
