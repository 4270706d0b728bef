import {isMapping, type Plain} from '../../../notation/plain.ts'

/** True for `{text: …}`, `{hex: …}` and `{base64: …}`, by which bytes are written. */
export function isBytes(plain: Plain): boolean {
  if (!isMapping(plain)) return false
  const [name, more] = Object.keys(plain)
  return more === undefined && (name === 'text' || name === 'hex' || name === 'base64')
}
