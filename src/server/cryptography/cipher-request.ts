import type {CipherParameters} from '../../crypto/cipher-parameters.ts'
import type {MissingIv} from '../../crypto/initialization-vector.ts'
import {KmipError} from '../../kmip/error.ts'
import type {Decrypt} from '../../kmip/operations/decrypt.ts'
import type {Encrypt} from '../../kmip/operations/encrypt.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {IdentifierReference} from '../../kmip/schema/identifier.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import type {OperationContext} from '../context.ts'
import {beginUse, type Use} from '../lifecycle/usage.ts'
import {secretBytesOf, symmetricKeyOf} from '../objects/key-material.ts'
import type {ServerObject} from '../objects/server-object.ts'

/** What Encrypt and Decrypt requests have in common. */
export type CipherRequest = Pick<
  RequestOf<typeof Encrypt>,
  | 'uniqueIdentifier'
  | 'cryptographicParameters'
  | 'data'
  | 'ivCounterNonce'
  | 'correlationValue'
  | 'initIndicator'
  | 'finalIndicator'
  | 'authenticatedEncryptionAdditionalData'
> &
  Pick<RequestOf<typeof Decrypt>, 'authenticatedEncryptionTag'>

/** A symmetric key that has been checked for a use. */
export interface CipherKey extends ServerObject {
  readonly key: Uint8Array
}

/** Loads the key and checks that it may be used so now. */
export async function keyFor(
  context: OperationContext,
  reference: IdentifierReference | undefined,
  use: Use,
): Promise<CipherKey> {
  return usableKey(context, await context.target(reference), use)
}

/** Checks that the key may be used so now. */
export function usableKey(context: OperationContext, object: ServerObject, use: Use): CipherKey {
  if (object.material === undefined) symmetricKeyOf(object)
  beginUse(context, object, use)
  // A one-time pad is a secret more often than a key.
  const isPad = object.attributes.get('CryptographicAlgorithm') === 'OneTimePad'
  return {...object, key: isPad ? secretBytesOf(object) : symmetricKeyOf(object)}
}

/** The Cryptographic Parameters of the request, else those of the key with the lowest index. KMIP 1.4 section 4.29. */
export function parametersInForce(
  {attributes}: ServerObject,
  requested: CryptographicParameters | undefined,
): CryptographicParameters {
  return requested ?? attributes.get('CryptographicParameters') ?? {}
}

/**
 * What a missing IV means. KMIP has no data that begins with its IV: such a request is refused, as the official test
 * cases want. Some clients have learned to decrypt so nevertheless (EDB); unlike those of the test cases, their
 * requests say all there is to say of the cipher, its algorithm too.
 */
export function missingIvOf({cryptographicParameters}: Pick<CipherRequest, 'cryptographicParameters'>): MissingIv {
  return cryptographicParameters?.cryptographicAlgorithm === undefined ? 'refuse' : 'prefix'
}

/** As the cipher wants them; the algorithm is always the key's. */
export function parametersFor(object: ServerObject, requested: CryptographicParameters | undefined): CipherParameters {
  const parameters = parametersInForce(object, requested)
  const algorithm = object.attributes.get('CryptographicAlgorithm')
  if (algorithm === undefined)
    throw new KmipError('BadCryptographicParameters', `Key ${object.id} has no Cryptographic Algorithm`)
  if (parameters.cryptographicAlgorithm !== undefined && parameters.cryptographicAlgorithm !== algorithm) {
    throw new KmipError(
      'BadCryptographicParameters',
      `Key ${object.id} is for ${algorithm}, not for ${parameters.cryptographicAlgorithm}`,
    )
  }
  return {
    algorithm,
    mode: parameters.blockCipherMode,
    padding: parameters.paddingMethod,
    ivLengthBits: parameters.ivLength,
    tagLength: parameters.tagLength,
    counterLengthBits: parameters.counterLength,
    fixedFieldLengthBits: parameters.fixedFieldLength,
    invocationFieldLengthBits: parameters.invocationFieldLength,
    initialCounterValue: parameters.initialCounterValue,
  }
}

/** The data of a request in one part. */
export function requiredData(request: Pick<CipherRequest, 'data'>): Uint8Array {
  const data = sentData(request)
  if (data === undefined) throw new KmipError('MissingData', 'The request has no Data')
  return data
}

/** The data, if any. */
export function sentData({data}: Pick<CipherRequest, 'data'>): Uint8Array | undefined {
  if (data === undefined || data instanceof Uint8Array) return data
  throw new KmipError('FeatureNotSupported', 'Data taken from another item of the batch is not supported')
}
