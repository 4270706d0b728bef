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
 * The key a credential gets: what was asked for, else what its role says, else EC P-256. A size counts only together
 * with the type it was chosen for.
 *
 * @throws UsageError listing the kinds there are
 */
export function chooseKey(asked: KeyChoice, role: KeyChoice = {}): KeySpecification {
  const type = asked.keyType ?? role.keyType ?? 'ec'
  const roleBits = type === (role.keyType ?? 'ec') ? role.keyBits : undefined
  return parseKeySpecification(type, asked.keyBits ?? roleBits ?? usualBits[type] ?? 0)
}
