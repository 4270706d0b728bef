import {UsageError} from '../../errors.ts'

/** `NAME=VALUE`, each name once; the value may hold further equals signs. @throws UsageError */
export function parseAssignments(texts: readonly string[], example: string): Readonly<Record<string, string>> {
  const assignments = new Map<string, string>()
  for (const text of texts) {
    const equals = text.indexOf('=')
    if (equals < 1) {
      throw new UsageError(`${JSON.stringify(text)} assigns no value`, {hint: `Write NAME=VALUE, as in ${example}`})
    }
    const name = text.slice(0, equals).trim()
    if (assignments.has(name)) throw new UsageError(`${name} is given twice`)
    assignments.set(name, text.slice(equals + 1))
  }
  return Object.fromEntries(assignments)
}
