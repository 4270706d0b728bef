/** Items in KMIP's XML, so that trees can be written by hand and compared as they read. */
export const text = (tag: string, value: string) => item(tag, 'TextString', value)
export const enumeration = (tag: string, value: string) => item(tag, 'Enumeration', value)
export const integer = (tag: string, value: number | string) => item(tag, 'Integer', value)
export const longInteger = (tag: string, value: number) => item(tag, 'LongInteger', value)
export const interval = (tag: string, value: number) => item(tag, 'Interval', value)
export const boolean = (tag: string, value: boolean) => item(tag, 'Boolean', String(value))
/** Hexadecimal digits. */
export const bytes = (tag: string, value: string) => item(tag, 'ByteString', value)
/** ISO 8601 with the offset +00:00. */
export const date = (tag: string, value: string) => item(tag, 'DateTime', value)

export function structure(tag: string, ...items: readonly string[]): string {
  return items.length === 0 ? `<${tag}/>` : `<${tag}>${items.join('')}</${tag}>`
}

/** Name of plain text, KMIP 2.1 section 4.32. */
export function nameOf(value: string): string {
  return structure('Name', text('NameValue', value), enumeration('NameType', 'UninterpretedTextString'))
}

/** Vendor Attribute of 2.x, KMIP 2.1 section 4.60. */
export function vendorAttribute(name: string, value: string): string {
  const names = [text('VendorIdentification', 'x'), text('AttributeName', name)]
  return structure('Attribute', ...names, text('AttributeValue', value))
}

function item(tag: string, type: string, value: number | string): string {
  return `<${tag} type="${type}" value="${value}"/>`
}
