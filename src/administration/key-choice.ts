import {type KeySpecification, parseKeySpecification} from '../ca/key-specification.ts'

/** A kind of key as far as somebody chose it. */
export interface KeyChoice {
  /** `ec` or `rsa`. */
  readonly keyType?: string | undefined
  readonly keyBits?: number | undefined
}

/** P-256 is what every TLS library has; 3072 bits of RSA are as strong. */
const usualBits: Readonly<Record<string, number>> = {ec: 256, rsa: 3072}

/**
 * The key a credential gets: each choice stands before those behind it, and EC P-256 behind all. A size counts only
 * together with the type it was chosen for.
 *
 * @throws UsageError listing the kinds there are
 */
export function chooseKey(...choices: readonly KeyChoice[]): KeySpecification {
  const type = typeFrom(choices)
  const sized = choices.find(({keyBits}, index) => keyBits !== undefined && typeFrom(choices.slice(index)) === type)
  return parseKeySpecification(type, sized?.keyBits ?? usualBits[type] ?? 0)
}

/** Whether anything is chosen. */
export function choosesKey({keyType, keyBits}: KeyChoice): boolean {
  return keyType !== undefined || keyBits !== undefined
}

function typeFrom(choices: readonly KeyChoice[]): string {
  return choices.find(({keyType}) => keyType !== undefined)?.keyType ?? 'ec'
}
