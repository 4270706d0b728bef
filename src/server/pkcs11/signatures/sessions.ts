import {sessionInfo} from '../codec/info-structures.ts'
import {byteString, ulong} from '../codec/wire-type.ts'

const session = {session: ulong} as const

/** Of sessions and those who use them: PKCS#11 3.0 section 5.6. */
export const sessionSignatures = {
  C_OpenSession: {input: {slotID: ulong, flags: ulong}, output: session},
  C_CloseSession: {input: session, output: {}},
  C_CloseAllSessions: {input: {slotID: ulong}, output: {}},
  C_GetSessionInfo: {input: session, output: {info: sessionInfo}},
  C_SessionCancel: {input: {...session, flags: ulong}, output: {}},
  C_Login: {input: {...session, userType: ulong, pin: byteString}, output: {}},
  C_Logout: {input: session, output: {}},
} as const
