import {UsageError} from '../errors.ts'

/** Names that are safe in file names, shells and certificates. */
const allowed = /^[A-Za-z0-9._-]{1,64}$/

/** @throws UsageError when nothing of this kind may have this name */
export function checkName(kind: 'scope' | 'role' | 'listener' | 'certificate authority', name: string): void {
  if (allowed.test(name)) return
  throw new UsageError(`${JSON.stringify(name)} cannot be the name of a ${kind}`, {
    hint: 'Use 1 to 64 letters, digits, dots, underscores and hyphens',
  })
}
