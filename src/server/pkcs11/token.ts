import type {info, slotInfo, tokenInfo} from './codec/info-structures.ts'
import type {WireType} from './codec/wire-type.ts'

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
    flags: 1,
    hardwareVersion: {major: 0, minor: 0},
    firmwareVersion: versionOf(version),
  }
}
