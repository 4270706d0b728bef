const escapes: Readonly<Record<string, string>> = {'\u0000': '\u0001\u0001', '\u0001': '\u0001\u0002'}
const originals: Readonly<Record<string, string>> = {'\u0001\u0001': '\u0000', '\u0001\u0002': '\u0001'}

// oxlint-disable-next-line no-control-regex -- these two characters are what this file is about
const special = /[\u0000\u0001]/g
// oxlint-disable-next-line no-control-regex -- as above
const escaped = /\u0001[\u0001\u0002]/g

/**
 * Text as the database keeps it. Databases cut text at NUL or refuse it, so that two different names could be taken
 * for one; the escape keeps the order of texts.
 */
export function encodeText(text: string): string {
  return text.search(special) < 0 ? text : text.replace(special, (character) => escapes[character] ?? character)
}

export function decodeText(text: string): string {
  return text.includes('\u0001') ? text.replace(escaped, (pair) => originals[pair] ?? pair) : text
}
