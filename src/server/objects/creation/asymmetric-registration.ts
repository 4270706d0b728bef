import {factsOf, type AsymmetricFacts} from '../../../crypto/keys/asymmetric-facts.ts'
import type {AsymmetricType} from '../../../crypto/keys/asymmetric-format.ts'
import {checkConsistency} from '../../../crypto/keys/consistency.ts'
import {MalformedKey} from '../../../crypto/keys/malformed-key.ts'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {KeyBlock} from '../../../kmip/objects/key-block.ts'
import {keyObjectOf} from '../asymmetric-material.ts'

/**
 * Checks a private or public key that comes from a client, and sets the algorithm and length that its material tells.
 * What the client says must be true. KMIP 1.4 sections 3.4, 3.5 and 3.7.
 */
export function describeAsymmetricKey(attributes: AttributeSet, type: AsymmetricType, keyBlock: KeyBlock): void {
  const key = keyObjectOf(type, keyBlock, attributes)
  if (key === undefined) return
  checkConsistency(key)
  let facts: AsymmetricFacts
  try {
    facts = factsOf(key)
  } catch (cause) {
    if (!(cause instanceof MalformedKey)) throw cause
    throw new KmipError('InvalidField', cause.message, {cause})
  }
  agreeOnAlgorithm(attributes, facts, keyBlock)
  agreeOnLength(attributes, facts)
  agreeOnCurve(attributes, facts)
}

/** A format that is named for one use of a curve says what the key is for. */
const algorithmByFormat: Readonly<Record<string, AsymmetricFacts['algorithms'][number]>> = {
  TransparentECDSAPrivateKey: 'ECDSA',
  TransparentECDSAPublicKey: 'ECDSA',
  TransparentECDHPrivateKey: 'ECDH',
  TransparentECDHPublicKey: 'ECDH',
  TransparentECMQVPrivateKey: 'ECMQV',
  TransparentECMQVPublicKey: 'ECMQV',
}

function agreeOnAlgorithm(attributes: AttributeSet, {algorithms}: AsymmetricFacts, {keyFormatType}: KeyBlock): void {
  const said = attributes.get('CryptographicAlgorithm')
  if (said === undefined) {
    const found = algorithmByFormat[keyFormatType] ?? algorithms[0]
    if (found !== undefined) attributes.set('CryptographicAlgorithm', found)
  } else if (!algorithms.some((name) => name === said)) {
    throw new KmipError('InvalidAttributeValue', `The key is a key of ${algorithms.join(' or ')}, not of ${said}`)
  }
}

function agreeOnLength(attributes: AttributeSet, {length}: AsymmetricFacts): void {
  const said = attributes.get('CryptographicLength')
  if (said !== undefined && said !== length) {
    throw new KmipError('InvalidAttributeValue', `The key has ${length} bits, the Cryptographic Length says ${said}`)
  }
  attributes.set('CryptographicLength', length)
}

function agreeOnCurve(attributes: AttributeSet, {curve, qlength}: AsymmetricFacts): void {
  const said = attributes.get('CryptographicDomainParameters')
  if (said?.recommendedCurve !== undefined && curve !== said.recommendedCurve) {
    throw new KmipError('InvalidAttributeValue', `The key is not on the Recommended Curve ${said.recommendedCurve}`)
  }
  if (said?.qlength !== undefined && qlength !== undefined && qlength !== said.qlength) {
    throw new KmipError('InvalidAttributeValue', `Q has ${qlength} bits, the Qlength says ${said.qlength}`)
  }
}
