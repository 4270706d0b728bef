import {curveNameOfIdentifier, curveOf, type CurveName} from '../../../crypto/keys/curves.ts'
import {derObjectIdentifier} from '../../../crypto/keys/der.ts'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {Refusal} from '../refusal.ts'
import {CKK} from '../spec/objects.ts'

interface EdwardsCurve {
  readonly algorithm: 'Ed25519' | 'Ed448'
  /** As PKCS#11 3.0 calls it: a PrintableString. */
  readonly name: Buffer
  /** Of RFC 8410, as others call it. */
  readonly identifier: Buffer
}

function edwardsCurve(algorithm: EdwardsCurve['algorithm'], name: string, identifier: string): EdwardsCurve {
  const printable = Buffer.concat([Buffer.of(0x13, name.length), Buffer.from(name, 'latin1')])
  return {algorithm, name: printable, identifier: derObjectIdentifier(identifier)}
}

/** By the kind of key of node:crypto. */
export const edwardsCurves: Readonly<Record<string, EdwardsCurve | undefined>> = {
  ed25519: edwardsCurve('Ed25519', 'edwards25519', '1.3.101.112'),
  ed448: edwardsCurve('Ed448', 'edwards448', '1.3.101.113'),
}

/** The curve that CKA_EC_PARAMS names by its object identifier; fails with CKR_CURVE_NOT_SUPPORTED. */
export function namedCurve(parameters: Uint8Array): CurveName {
  const [tag, length, ...content] = parameters
  const name = tag === 0x06 && length === content.length ? curveNameOfIdentifier(Uint8Array.from(content)) : undefined
  if (name === undefined) throw new Refusal('CURVE_NOT_SUPPORTED')
  curveOf(name)
  return name
}

/** Says in KMIP's words which curve CKA_EC_PARAMS means for a type of key. */
export function describeCurve(attributes: AttributeSet, keyType: number, parameters: Uint8Array): void {
  if (keyType === CKK.EC) {
    attributes.set('CryptographicAlgorithm', 'EC')
    attributes.set('CryptographicDomainParameters', {recommendedCurve: namedCurve(parameters)})
    return
  }
  const curve = Object.values(edwardsCurves).find(
    (one) => one !== undefined && [one.name, one.identifier].some((known) => known.equals(parameters)),
  )
  if (curve === undefined) throw new Refusal('CURVE_NOT_SUPPORTED')
  attributes.set('CryptographicAlgorithm', curve.algorithm)
}
