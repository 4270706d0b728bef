import type {EnumName} from '../../../kmip/spec/enumeration.ts'
import type {PKCS_11Function} from '../../../kmip/spec/pkcs11.ts'
import type {Pkcs11Function} from '../pkcs11-function.ts'
import {generalFunctions} from './general.ts'

export type FunctionName = EnumName<typeof PKCS_11Function>

/** Every function this token has; all others that KMIP has numbers of return CKR_FUNCTION_NOT_SUPPORTED. */
export const functions: Readonly<Partial<Record<FunctionName, Pkcs11Function>>> = {
  ...generalFunctions,
}
