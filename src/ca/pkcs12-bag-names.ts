import {type Asn1, bytesOf, type Der, partOf, partsOf} from './der.ts'
import {oids} from './pkcs12-oids.ts'

/** What tells the entries of a PKCS#12 file apart and which belong together. */
export interface BagNames {
  readonly friendlyName: string | undefined
  /** In hexadecimal. */
  readonly localKeyId: string | undefined
}

/** The attributes of a bag that people and programs know it by. RFC 7292 section 4.2, RFC 2985 section 5.5. */
export function bagNames(der: Der, bag: Asn1): BagNames {
  const set = partsOf(bag)[2]
  const values = new Map<string, Asn1>()
  for (const attribute of set === undefined ? [] : partsOf(set)) {
    const [value] = partsOf(partOf(attribute, 1))
    if (value !== undefined) values.set(der.readOid(partOf(attribute, 0)), value)
  }
  const name = values.get(oids.friendlyName)
  const keyId = values.get(oids.localKeyId)
  return {
    // The library has made a text of the BMPString already
    friendlyName: typeof name?.value === 'string' ? name.value : undefined,
    localKeyId: keyId === undefined ? undefined : bytesOf(keyId).toString('hex'),
  }
}
