import {UsageError} from '../../errors.ts'
import {escapeXml} from '../../ttlv/escape-xml.ts'

const holes = /PARAMETER_(?<name>\w+)/g

/** Names of the parameters of a template, in the order of the alphabet. */
export function parameterNames(text: string): readonly string[] {
  return [...new Set([...text.matchAll(holes)].map(({groups}) => groups?.['name'] ?? ''))].sort()
}

/**
 * The template with values in its holes, which can be nothing but values: what has a meaning in XML is escaped, and a value
 * that looks like a hole stays what it is.
 *
 * @throws UsageError that names the parameters which are missing
 */
export function filled(text: string, values: ReadonlyMap<string, string>): string {
  const missing = parameterNames(text).filter((name) => !values.has(name))
  if (missing.length > 0) {
    throw new UsageError(
      `The template needs the ${missing.length === 1 ? 'parameter' : 'parameters'} ${missing.join(', ')}`,
    )
  }
  return text.replaceAll(holes, (hole, name: string) => {
    const value = values.get(name)
    return value === undefined ? hole : escapeXml(value).replaceAll("'", '&#39;')
  })
}
