import type {KeyObject} from 'node:crypto'
import {factsOf, type AsymmetricFacts} from '../../../crypto/keys/asymmetric-facts.ts'
import type {AttributeSet, AttributeValue} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../../kmip/error.ts'

type Described =
  | 'CertificateType'
  | 'CertificateLength'
  | 'CryptographicAlgorithm'
  | 'CryptographicLength'
  | 'DigitalSignatureAlgorithm'

/** Keeps what the client said when it is one of the values that are true, else says the first. */
export type Agreement = <K extends Described>(
  attributes: AttributeSet,
  key: K,
  values: readonly AttributeValue<K>[],
) => void

/** How attributes and an object with a certified key come to terms; `what` names the object in errors. */
export function agreementOf(what: string): Agreement {
  return (attributes, key, values) => {
    const said = attributes.get(key)
    const [first] = values
    if (said !== undefined && !values.includes(said)) {
      throw new KmipError('InvalidField', `The ${what} has ${key} ${String(first)}, the attributes say ${String(said)}`)
    }
    if (said === undefined && first !== undefined) attributes.set(key, first)
  }
}

/** Algorithm and length of the key; those that OpenSSL or KMIP has no name for leave the attributes out. */
export function describeCertifiedKey(attributes: AttributeSet, readKey: () => KeyObject, agree: Agreement): void {
  const facts = keyFacts(readKey)
  if (facts === undefined) return
  // Of all the names for keys on curves the one that every version has
  const algorithms = facts.algorithms.includes('ECDSA') ? (['ECDSA', ...facts.algorithms] as const) : facts.algorithms
  agree(attributes, 'CryptographicAlgorithm', algorithms)
  agree(attributes, 'CryptographicLength', [facts.length])
}

function keyFacts(readKey: () => KeyObject): AsymmetricFacts | undefined {
  try {
    return factsOf(readKey())
  } catch {
    return undefined
  }
}
