import type {EnumName} from '../../../kmip/spec/enumeration.ts'
import type {PKCS_11Function} from '../../../kmip/spec/pkcs11.ts'
import type {Pkcs11Function} from '../pkcs11-function.ts'
import type {signatures} from '../signatures/index.ts'
import {cipherFunctions} from './ciphers.ts'
import {digestFunctions} from './digests.ts'
import {generalFunctions} from './general.ts'
import {keyFunctions} from './keys.ts'
import {objectFunctions} from './objects.ts'
import {randomFunctions} from './random.ts'
import {searchFunctions} from './search.ts'
import {sessionFunctions} from './sessions.ts'
import {signingFunctions} from './signing.ts'
import {transportFunctions} from './transport.ts'

export type FunctionName = EnumName<typeof PKCS_11Function>

/** Each behind the signature of its name. */
const implemented: Readonly<Record<keyof typeof signatures, Pkcs11Function>> = {
  ...generalFunctions,
  ...sessionFunctions,
  ...objectFunctions,
  ...searchFunctions,
  ...cipherFunctions,
  ...digestFunctions,
  ...signingFunctions,
  ...keyFunctions,
  ...transportFunctions,
  ...randomFunctions,
}

/** Every function this token has; all others that KMIP has numbers of return CKR_FUNCTION_NOT_SUPPORTED. */
export const functions: Readonly<Partial<Record<FunctionName, Pkcs11Function>>> = implemented
