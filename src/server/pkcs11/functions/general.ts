import {pkcs11Function} from '../pkcs11-function.ts'
import {generalSignatures as signatures} from '../signatures/general.ts'
import {libraryInfo} from '../token.ts'
import {Refusal} from '../refusal.ts'

/** PKCS#11 3.0 section 5.4. C_Initialize comes here only where it has been called before. */
export const generalFunctions = {
  C_Initialize: pkcs11Function(signatures.C_Initialize, () => {
    throw new Refusal('CRYPTOKI_ALREADY_INITIALIZED')
  }),

  C_Finalize: pkcs11Function(signatures.C_Finalize, async ({application}) => {
    await application.end()
    return {}
  }),

  C_GetInfo: pkcs11Function(signatures.C_GetInfo, async ({context}) => {
    return {info: libraryInfo(context.facts.serverInformation.version)}
  }),
}
