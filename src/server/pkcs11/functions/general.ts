import {deliverOutput} from '../deliver-output.ts'
import {flagsOf, mechanismOf, mechanisms} from '../mechanisms/index.ts'
import {pkcs11Function} from '../pkcs11-function.ts'
import {Refusal} from '../refusal.ts'
import {generalSignatures as signatures} from '../signatures/general.ts'
import {CKM} from '../spec/mechanism-types.ts'
import {checkSlot, libraryInfo, slotID, slotInformation, tokenInformation} from '../token.ts'

/** PKCS#11 3.0 sections 5.4 and 5.5. C_Initialize comes here only where it has been called before. */
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

  C_GetSlotList: pkcs11Function(signatures.C_GetSlotList, async (_call, {slots}) => {
    return deliverOutput('slots', slots, [slotID])
  }),

  C_GetSlotInfo: pkcs11Function(signatures.C_GetSlotInfo, async ({context}, {slotID: slot}) => {
    checkSlot(slot)
    return {info: slotInformation(context.facts.serverInformation.version)}
  }),

  C_GetTokenInfo: pkcs11Function(signatures.C_GetTokenInfo, async ({context, application}, {slotID: slot}) => {
    checkSlot(slot)
    return {info: tokenInformation(context, Object.values(application.state.sessions))}
  }),

  C_GetMechanismList: pkcs11Function(signatures.C_GetMechanismList, async (_call, {slotID: slot, mechanisms: room}) => {
    checkSlot(slot)
    const numbers = mechanisms.map(({name}) => CKM[name])
    return deliverOutput('mechanisms', room, numbers)
  }),

  C_GetMechanismInfo: pkcs11Function(signatures.C_GetMechanismInfo, async (_call, {slotID: slot, type}) => {
    checkSlot(slot)
    const mechanism = mechanismOf(type)
    const [minKeySize, maxKeySize] = mechanism.sizes
    return {info: {minKeySize, maxKeySize, flags: flagsOf(mechanism)}}
  }),
}
