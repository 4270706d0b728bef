import {findObjects} from '../objects/find-objects.ts'
import {endSearch, keepFound, nextFound} from '../objects/found-objects.ts'
import {handlesOf} from '../objects/handles.ts'
import {checkRole} from '../perform.ts'
import {pkcs11Function} from '../pkcs11-function.ts'
import {Refusal} from '../refusal.ts'
import {objectSignatures as signatures} from '../signatures/objects.ts'

/** PKCS#11 3.0 sections 5.7.7 to 5.7.9: what is found is what was there when the search began. */
export const searchFunctions = {
  C_FindObjectsInit: pkcs11Function(signatures.C_FindObjectsInit, async (call, {session, template}) => {
    if (call.application.session(session).found !== undefined) throw new Refusal('OPERATION_ACTIVE')
    checkRole(call.context, 'Locate')
    await keepFound(call, session, await handlesOf(call, await findObjects(call, template)))
    return {}
  }),

  C_FindObjects: pkcs11Function(signatures.C_FindObjects, async (call, {session, maxObjectCount}) => {
    return {objects: await nextFound(call, session, maxObjectCount)}
  }),

  C_FindObjectsFinal: pkcs11Function(signatures.C_FindObjectsFinal, async (call, {session}) => {
    await endSearch(call, session)
    return {}
  }),
}
