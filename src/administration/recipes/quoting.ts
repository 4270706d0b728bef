/** A word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** A plain or quoted scalar of YAML. */
export function yamlText(text: string): string {
  return /^[A-Za-z0-9/][\w./-]*$/.test(text) ? text : JSON.stringify(text)
}

/** A literal of SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
