import {createPublicKey, type KeyObject} from 'node:crypto'
import {writeAsymmetricKey} from '../crypto/keys/asymmetric-key.ts'
import type {EnumName} from '../kmip/spec/enumeration.ts'
import type {LinkType} from '../kmip/spec/enumerations.ts'
import type {FoundObject} from './key-file.ts'

/** A Link from one object of a file to another, by their positions. */
export interface Relation {
  readonly from: number
  readonly to: number
  readonly linkType: Extract<EnumName<typeof LinkType>, 'CertificateLink' | 'PrivateKeyLink' | 'PublicKeyLink'>
}

const links = {Certificate: 'CertificateLink', PrivateKey: 'PrivateKeyLink', PublicKey: 'PublicKeyLink'} as const

/**
 * What belongs together: private keys, public keys and certificates of the same key both ways, and every certificate with
 * the one that it was issued by. KMIP 1.4 section 3.35.
 */
export function relationsOf(objects: readonly FoundObject[]): readonly Relation[] {
  const keys = objects.map(publicHalf)
  return objects.flatMap((object, from) =>
    objects.flatMap((other, to): Relation[] => {
      if (from === to || !isLinkable(other)) return []
      const isSame = object.type !== other.type && areEqual(keys[from], keys[to])
      return isSame || isIssuedBy(object, other) ? [{from, to, linkType: links[other.type]}] : []
    }),
  )
}

function isLinkable(object: FoundObject): object is Extract<FoundObject, {readonly type: keyof typeof links}> {
  return Object.hasOwn(links, object.type)
}

function isIssuedBy(object: FoundObject, other: FoundObject): boolean {
  if (object.type !== 'Certificate' || other.type !== 'Certificate') return false
  return object.certificate.checkIssued(other.certificate) && !object.certificate.raw.equals(other.certificate.raw)
}

/** In DER, points of curves uncompressed; undefined for objects without a key, and for keys that OpenSSL cannot encode. */
function publicHalf(object: FoundObject): Buffer | undefined {
  try {
    const key = publicKeyOf(object)
    const material = key && writeAsymmetricKey('PublicKey', 'X_509', key)
    return material instanceof Uint8Array ? Buffer.from(material) : undefined
  } catch {
    return undefined
  }
}

function publicKeyOf(object: FoundObject): KeyObject | undefined {
  if (object.type === 'PrivateKey') return createPublicKey(object.key)
  if (object.type === 'PublicKey') return object.key
  return object.type === 'Certificate' ? object.certificate.publicKey : undefined
}

function areEqual(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one !== undefined && other !== undefined && one.equals(other)
}

/** The positions in an order in which most links lead to what came before: keys, then issuers before what they issued. */
export function registrationOrder(objects: readonly FoundObject[], relations: readonly Relation[]): readonly number[] {
  const keys = [...objects.keys()].filter((position) => objects[position]?.type !== 'Certificate')
  const order = [...keys]
  for (const position of objects.keys()) place(position)
  return order

  function place(position: number, below: readonly number[] = []): void {
    if (order.includes(position) || below.includes(position)) return
    const issuers = relations.filter(({from, linkType}) => from === position && linkType === 'CertificateLink')
    for (const {to} of issuers) place(to, [...below, position])
    order.push(position)
  }
}
