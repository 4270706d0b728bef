/**
 * Vendor Identification and name of a custom attribute. The 1.x attribute `x-Note` is vendor `x`, name `Note`, as the
 * 2.x specification maps it (2.1 section 4.60).
 */
export type CustomKey = `${string}:${string}`

export function customKey(vendor: string, name: string): CustomKey {
  return `${vendor}:${name}`
}

/** What a Vendor Identification is made of. KMIP 2.1 section 4.60. */
const vendorPattern = /^[A-Za-z0-9_.]+$/u

export function isVendorIdentification(text: string): boolean {
  return vendorPattern.test(text)
}

/** The parts of a custom key; a name may hold further colons. */
export function customKeyParts(key: CustomKey): {vendor: string; name: string} {
  const colon = key.indexOf(':')
  return {vendor: key.slice(0, colon), name: key.slice(colon + 1)}
}

/**
 * The key of a 1.x attribute name that is no standard one (`x-…` by clients, `y-…` by servers). Any other name gets an
 * empty vendor, so that a client can still show what a server calls its own; servers refuse it.
 */
export function customKeyOfName(name: string): CustomKey {
  const match = /^([xy])-(.*)$/su.exec(name)
  return match === null ? customKey('', name) : customKey(match[1] ?? '', match[2] ?? '')
}

/** The 1.x name of a custom attribute; undefined for vendors that only 2.x can name. */
export function customNameOfKey(key: CustomKey): string | undefined {
  const {vendor, name} = customKeyParts(key)
  if (vendor === '') return name
  return vendor === 'x' || vendor === 'y' ? `${vendor}-${name}` : undefined
}

/** True for names that follow no rule of KMIP: neither standard nor with a vendor. */
export function isNameless(key: CustomKey): boolean {
  return key.startsWith(':')
}
