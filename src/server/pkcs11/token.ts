import type {info, slotInfo, tokenInfo} from './codec/info-structures.ts'
import type {WireType} from './codec/wire-type.ts'
import type {OperationContext} from '../context.ts'
import type {SessionState} from './application-state.ts'
import {longestSessionList} from './application.ts'
import {Refusal} from './refusal.ts'
import {unavailable} from './spec/objects.ts'
import {slotFlags, tokenFlags} from './spec/sessions.ts'

/** The one slot there is, with the token that is always in it: the scope of the client. */
export const slotID = 1

/** The interface that a request means when it names none: its functions are those that KMIP has numbers of. */
export const interfaceName = 'PKCS 11'

/** Of the encoding of parameters, which C_Initialize announces. */
export const encodingVersion = 1

export const cryptokiVersion = {major: 3, minor: 0}
export const manufacturer = 'kmipctl'

type Info = typeof info extends WireType<infer T> ? T : never
type SlotInfo = typeof slotInfo extends WireType<infer T> ? T : never
export type TokenInfo = typeof tokenInfo extends WireType<infer T> ? T : never

/** Two numbers of a version such as `0.1.0`. */
export function versionOf(text: string): {major: number; minor: number} {
  const [major = 0, minor = 0] = text.split('.').map(Number)
  return {major, minor}
}

export function libraryInfo(version: string): Info {
  return {
    cryptokiVersion,
    manufacturerID: manufacturer,
    flags: 0,
    libraryDescription: 'kmipctl KMIP server',
    libraryVersion: versionOf(version),
  }
}

export function slotInformation(version: string): SlotInfo {
  return {
    slotDescription: 'KMIP server',
    manufacturerID: manufacturer,
    flags: slotFlags.TOKEN_PRESENT,
    hardwareVersion: {major: 0, minor: 0},
    firmwareVersion: versionOf(version),
  }
}

/** Fails with CKR_SLOT_ID_INVALID for every slot but the one. */
export function checkSlot(id: number): void {
  if (id !== slotID) throw new Refusal('SLOT_ID_INVALID')
}

/** What the token tells of itself: the scope is its label, and what cannot be known of a store is not said. */
export function tokenInformation(
  {identity, facts, now}: Pick<OperationContext, 'identity' | 'facts' | 'now'>,
  sessions: readonly SessionState[],
): TokenInfo {
  const {RNG, USER_PIN_INITIALIZED, CLOCK_ON_TOKEN, PROTECTED_AUTHENTICATION_PATH, TOKEN_INITIALIZED} = tokenFlags
  return {
    label: identity.scopeName,
    manufacturerID: manufacturer,
    model: 'KMIP scope',
    serialNumber: identity.scopeId.replaceAll('-', '').slice(0, 16),
    flags: RNG | USER_PIN_INITIALIZED | CLOCK_ON_TOKEN | PROTECTED_AUTHENTICATION_PATH | TOKEN_INITIALIZED,
    maxSessionCount: longestSessionList,
    sessionCount: sessions.length,
    maxRwSessionCount: longestSessionList,
    rwSessionCount: sessions.filter(({readWrite}) => readWrite).length,
    maxPinLen: 0,
    minPinLen: 0,
    totalPublicMemory: unavailable,
    freePublicMemory: unavailable,
    totalPrivateMemory: unavailable,
    freePrivateMemory: unavailable,
    hardwareVersion: {major: 0, minor: 0},
    firmwareVersion: versionOf(facts.serverInformation.version),
    utcTime: Buffer.from(`${now.toISOString().replaceAll(/\D/g, '').slice(0, 14)}00`, 'latin1'),
  }
}
