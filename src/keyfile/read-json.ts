import {UsageError} from '../errors.ts'
import type {KeyFile} from './key-file.ts'
import {readJwk} from './read-jwk.ts'

/** True for texts that can only be JSON objects. */
export function isJson(text: string): boolean {
  return /^\s*\{/.test(text)
}

/** A JSON Web Key or a set of them, RFC 7517 sections 4 and 5. @throws UsageError saying what is wrong */
export function readJson(text: string): KeyFile {
  const value = parsed(text)
  const found = {passedOver: [], encrypted: false}
  const keys = 'keys' in value ? value.keys : undefined
  if (keys === undefined) {
    if (!('kty' in value)) throw new UsageError('The JSON is neither a JWK nor a JWK Set', {hint: encryptedHint(value)})
    return {container: 'JWK', objects: [readJwk(value, 'The JWK')], ...found}
  }
  if (!Array.isArray(keys)) throw new UsageError('The JWK Set has keys that are no list')
  const objects = keys.map((key: unknown, index) => readJwk(key, `Key ${index + 1} of the JWK Set`))
  return {container: 'JWK Set', objects, ...found}
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch (cause) {
    // The parser's own words quote the text, which may be a key
    throw new UsageError('The file begins as JSON and is none', {cause, hint: 'It is damaged or cut short'})
  }
  throw new UsageError('The JSON is no object')
}

function encryptedHint(value: object): string {
  return 'ciphertext' in value ? 'Encrypted ones (JWE) have to be decrypted before' : 'A JWK has the member kty'
}
