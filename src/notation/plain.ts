/** What YAML and JSON give: the form in which people write requests. */
export type Plain = null | boolean | number | bigint | string | Date | Uint8Array | readonly Plain[] | PlainMapping

export interface PlainMapping {
  readonly [name: string]: Plain
}

export function isMapping(plain: Plain): plain is PlainMapping {
  return (
    typeof plain === 'object' &&
    plain !== null &&
    !Array.isArray(plain) &&
    !(plain instanceof Date) &&
    !(plain instanceof Uint8Array)
  )
}

export function isList(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain)
}

/** For messages: what somebody wrote, cut short. Never used for bytes, which may be a key. */
export function plainText(plain: Plain): string {
  if (plain instanceof Uint8Array) return `${plain.length} bytes`
  if (isList(plain)) return 'a list'
  if (isMapping(plain)) return 'a mapping'
  if (plain instanceof Date) return plain.toISOString()
  if (plain === null) return 'nothing'
  const text = typeof plain === 'string' ? JSON.stringify(plain) : String(plain)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

const longest = 60
