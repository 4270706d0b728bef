import {isDeepStrictEqual} from 'node:util'
import {KmipError} from '../../../kmip/error.ts'
import type {CryptographicParameters} from '../../../kmip/structures/cryptographic-parameters.ts'
import type {ServerObject} from '../server-object.ts'

/**
 * How a key is used that wraps another one: as the request says, where the key's Cryptographic Parameters allow that;
 * else as the first of those says. A key without any leaves it to the request. KMIP 1.4 section 2.1.6.
 */
export function wrappingParameters(
  {attributes, id}: ServerObject,
  requested: CryptographicParameters | undefined,
): CryptographicParameters | undefined {
  const known = attributes.all('CryptographicParameters')
  if (requested === undefined || known.length === 0) return requested ?? known[0]
  const match = known.find((parameters) => agree(parameters, requested))
  if (match !== undefined) return {...match, ...requested}
  throw new KmipError('ItemNotFound', `The Cryptographic Parameters asked for are none of those of wrapping key ${id}`)
}

/** What one of them leaves open is no difference. */
function agree(known: CryptographicParameters, requested: CryptographicParameters): boolean {
  const values: Readonly<Record<string, unknown>> = known
  return Object.entries(requested).every(
    ([name, value]) => value === undefined || values[name] === undefined || isDeepStrictEqual(values[name], value),
  )
}
