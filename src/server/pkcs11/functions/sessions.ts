import type {OperationKind, SessionState} from '../application-state.ts'
import type {Application} from '../application.ts'
import {pkcs11Function} from '../pkcs11-function.ts'
import {Refusal} from '../refusal.ts'
import {sessionSignatures as signatures} from '../signatures/sessions.ts'
import {cancelFlags, sessionFlags, sessionStates, userTypes} from '../spec/sessions.ts'
import {checkSlot, slotID} from '../token.ts'
import {endSearch} from '../objects/found-objects.ts'

/**
 * PKCS#11 3.0 section 5.6. Who the client is and what it may do the server knows from its certificate, so no PIN is
 * needed and none is known: to log in without one always succeeds, with one never.
 */
export const sessionFunctions = {
  C_OpenSession: pkcs11Function(signatures.C_OpenSession, async ({application}, {slotID: slot, flags}) => {
    checkSlot(slot)
    if (!hasFlag(flags, sessionFlags.SERIAL_SESSION)) throw new Refusal('SESSION_PARALLEL_NOT_SUPPORTED')
    return {session: application.openSession(hasFlag(flags, sessionFlags.RW_SESSION))}
  }),

  C_CloseSession: pkcs11Function(signatures.C_CloseSession, async ({application}, {session}) => {
    await application.closeSession(session)
    return {}
  }),

  C_CloseAllSessions: pkcs11Function(signatures.C_CloseAllSessions, async ({application}, {slotID: slot}) => {
    checkSlot(slot)
    for (const handle of Object.keys(application.state.sessions)) await application.closeSession(Number(handle))
    return {}
  }),

  C_GetSessionInfo: pkcs11Function(signatures.C_GetSessionInfo, async ({application}, {session: handle}) => {
    const session = application.session(handle)
    const flags = sessionFlags.SERIAL_SESSION | (session.readWrite ? sessionFlags.RW_SESSION : 0)
    return {info: {slotID, state: stateOf(session, application), flags, deviceError: 0}}
  }),

  C_SessionCancel: pkcs11Function(signatures.C_SessionCancel, async (call, {session: handle, flags}) => {
    const session = call.application.session(handle)
    for (const [kind, flag] of Object.entries(cancelFlags) as [OperationKind, number][]) {
      if (hasFlag(flags, flag)) session.operations = {...session.operations, [kind]: undefined}
    }
    if (hasFlag(flags, sessionFlags.FIND_OBJECTS) && session.found !== undefined) await endSearch(call, handle)
    return {}
  }),

  C_Login: pkcs11Function(signatures.C_Login, async ({application}, {session, userType, pin}) => {
    application.session(session)
    if (userType === userTypes.CONTEXT_SPECIFIC) throw new Refusal('OPERATION_NOT_INITIALIZED')
    if (userType !== userTypes.USER) throw new Refusal('USER_TYPE_INVALID')
    if (application.state.loggedIn) throw new Refusal('USER_ALREADY_LOGGED_IN')
    if (pin.length > 0) throw new Refusal('PIN_INCORRECT')
    application.state.loggedIn = true
    return {}
  }),

  C_Logout: pkcs11Function(signatures.C_Logout, async ({application}, {session}) => {
    application.session(session)
    if (!application.state.loggedIn) throw new Refusal('USER_NOT_LOGGED_IN')
    application.state.loggedIn = false
    return {}
  }),
}

function stateOf({readWrite}: SessionState, {state: {loggedIn}}: Application): number {
  if (loggedIn) return readWrite ? sessionStates.RW_USER : sessionStates.RO_USER
  return readWrite ? sessionStates.RW_PUBLIC : sessionStates.RO_PUBLIC
}

/** Of numbers above 2^32 no flag is known. */
function hasFlag(flags: number, flag: number): boolean {
  return flags < 2 ** 32 && (flags & flag) !== 0
}
