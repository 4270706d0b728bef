import type {OperationKind} from '../application-state.ts'

/** CKF_ of CK_SLOT_INFO. */
export const slotFlags = {TOKEN_PRESENT: 0x1} as const

/** CKF_ of CK_TOKEN_INFO. */
export const tokenFlags = {
  RNG: 0x1,
  USER_PIN_INITIALIZED: 0x8,
  CLOCK_ON_TOKEN: 0x40,
  PROTECTED_AUTHENTICATION_PATH: 0x100,
  TOKEN_INITIALIZED: 0x400,
} as const

/** CKF_ of C_OpenSession and CK_SESSION_INFO, and of C_SessionCancel for searches. */
export const sessionFlags = {RW_SESSION: 0x2, SERIAL_SESSION: 0x4, FIND_OBJECTS: 0x40} as const

/** CKF_ of C_SessionCancel, by what they end. */
export const cancelFlags: Readonly<Record<OperationKind, number>> = {
  encrypt: 0x100,
  decrypt: 0x200,
  digest: 0x400,
  sign: 0x800,
  verify: 0x2000,
}

/** CKS_. */
export const sessionStates = {RO_PUBLIC: 0, RO_USER: 1, RW_PUBLIC: 2, RW_USER: 3} as const

/** CKU_. */
export const userTypes = {SO: 0, USER: 1, CONTEXT_SPECIFIC: 2} as const
