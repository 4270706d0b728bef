import {UsageError} from '../../errors.ts'
import type {FieldSchemas, FieldValues} from '../http/fields.ts'

/** Parameters that may stand beside `params`, not in it. */
export const shortcuts: FieldSchemas = {
  algorithm: {type: 'string', description: 'Cryptographic algorithm, such as AES'},
  attr_name: {type: 'string', description: 'Name of an attribute, such as Cryptographic Length'},
  attr_type: {type: 'string', description: 'Its type, such as Integer or TextString'},
  attr_value: {type: 'string', description: 'Its value'},
  block_cipher_mode: {type: 'string', description: 'Block cipher mode, such as CBC or GCM'},
  data: {type: 'string', description: 'Bytes to encrypt or decrypt, hexadecimal'},
  iv_counter_nonce: {type: 'string', description: 'Initialization vector, counter or nonce, hexadecimal'},
  length: {type: 'string', description: 'Cryptographic length in bits'},
  name: {type: 'string', description: 'Name of an object'},
  padding_method: {type: 'string', description: 'Padding method, such as PKCS5 or None'},
  revocation_reason_code: {type: 'string', description: 'Revocation reason, such as Unspecified or KeyCompromise'},
  unique_identifier: {type: 'string', description: 'Unique Identifier of an object'},
  usage_mask: {type: 'string', description: 'Cryptographic usage mask, such as "Encrypt Decrypt"'},
}

/**
 * What goes into the holes of a template, by name. `params` is an object, its text in JSON, or `name=value` once or several
 * times, which is what Vault's command line sends.
 *
 * @throws UsageError for what is none of these, and a parameter that has two values
 */
export function parameterValues(fields: FieldValues): ReadonlyMap<string, string> {
  const values = new Map(pairsOf(fields['params']))
  for (const name of Object.keys(shortcuts)) {
    const value = fields[name]
    if (typeof value !== 'string') continue
    if (values.has(name) && values.get(name) !== value) {
      throw new UsageError(`The parameter ${name} has one value in params and another one beside it`)
    }
    values.set(name, value)
  }
  return values
}

function pairsOf(params: unknown): readonly (readonly [string, string])[] {
  if (params === undefined || params === null || params === '') return []
  if (typeof params === 'string') return params.trimStart().startsWith('{') ? pairsOf(parsed(params)) : [pairOf(params)]
  if (Array.isArray(params)) return params.map(pairOf)
  if (typeof params !== 'object') throw unreadable()
  return Object.entries(params).map(([name, value]) => [name, textOf(name, value)])
}

function pairOf(pair: unknown): readonly [string, string] {
  const groups = typeof pair === 'string' ? /^\s*(?<name>[^=\s]+)\s*=(?<value>.*)$/s.exec(pair)?.groups : undefined
  if (groups === undefined) throw unreadable()
  return [groups['name'] ?? '', groups['value'] ?? '']
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable()
  }
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new UsageError(`The parameter ${name} is no text`)
}

function unreadable(): UsageError {
  return new UsageError('params is no object of names and values', {hint: 'Give an object in JSON, or name=value'})
}
