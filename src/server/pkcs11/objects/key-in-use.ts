import type {OperationName} from '../../../kmip/schema/operation.ts'
import type {CryptographicParameters} from '../../../kmip/structures/cryptographic-parameters.ts'
import {checkUse, type Use} from '../../lifecycle/usage.ts'
import type {MechanismDefinition} from '../mechanisms/mechanism-definition.ts'
import {checkRole} from '../perform.ts'
import type {Call} from '../pkcs11-function.ts'
import {Refusal, refusalOf, type ReturnCode} from '../refusal.ts'
import {CKO} from '../spec/objects.ts'
import {tokenObject, type TokenObject} from './attribute-views.ts'
import {identifierOf} from './handles.ts'

/** What a key is wanted for. */
export interface WantedKey {
  readonly definition: MechanismDefinition
  readonly operation: OperationName
  /** Of a key pair. */
  readonly half: 'private' | 'public'
  readonly use: Use
  /** Of a secret key whose type is that of several. */
  readonly algorithm?: CryptographicParameters['cryptographicAlgorithm']
  readonly unknown?: ReturnCode
}

/** The key of a handle, checked for its use now: by the role, by its type, by its life cycle and its mask. */
export async function keyInUse(call: Call, handle: number, wanted: WantedKey): Promise<TokenObject> {
  const {definition, operation, half, use, algorithm, unknown = 'KEY_HANDLE_INVALID'} = wanted
  const key = await keyOf(call, handle, unknown)
  const classes: readonly number[] = [CKO.SECRET_KEY, half === 'private' ? CKO.PRIVATE_KEY : CKO.PUBLIC_KEY]
  if (key.keyType === undefined || !definition.keyTypes.includes(key.keyType) || !classes.includes(key.class)) {
    throw new Refusal('KEY_TYPE_INCONSISTENT')
  }
  if (
    key.type === 'SymmetricKey' &&
    algorithm !== undefined &&
    algorithm !== key.attributes.get('CryptographicAlgorithm')
  ) {
    throw new Refusal('KEY_TYPE_INCONSISTENT')
  }
  checkRole(call.context, operation)
  checkUse(key, use, call.context.now)
  return key
}

/** Fails with `unknown` for handles of no key, and of what is not there any more. */
export async function keyOf(call: Call, handle: number, unknown: ReturnCode): Promise<TokenObject> {
  const id = await identifierOf(call, handle, unknown)
  try {
    const key = tokenObject(call, await call.context.objects.load(id))
    if (key !== undefined) return key
  } catch (error) {
    throw refusalOf(error, {ItemNotFound: unknown, ObjectArchived: unknown, ObjectNotFound: unknown})
  }
  throw new Refusal(unknown)
}
