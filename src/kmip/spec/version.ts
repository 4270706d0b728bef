/** The version numbers of a message header, KMIP 1.4 section 6.1, 2.1 section 9.16. */
export interface ProtocolVersion {
  readonly major: number
  readonly minor: number
}

/** All versions of KMIP that have tables here, oldest first; 3.0 is a draft. */
export const versions = ['1.0', '1.1', '1.2', '1.3', '1.4', '2.0', '2.1', '3.0'] as const

/** A version of KMIP. */
export type Version = (typeof versions)[number]

/** What a message is encoded for: a version, or `any` where data of all versions are kept side by side. */
export type EncodingVersion = Version | 'any'

/** The versions that have an item; without `until` the newest has it too. Both ends are included. */
export interface VersionRange {
  readonly since: Version
  readonly until?: Version | undefined
}

const ordinals: Readonly<Record<Version, number>> = {
  '1.0': 0,
  '1.1': 1,
  '1.2': 2,
  '1.3': 3,
  '1.4': 4,
  '2.0': 5,
  '2.1': 6,
  '3.0': 7,
}

const numbers: Readonly<Record<Version, ProtocolVersion>> = {
  '1.0': {major: 1, minor: 0},
  '1.1': {major: 1, minor: 1},
  '1.2': {major: 1, minor: 2},
  '1.3': {major: 1, minor: 3},
  '1.4': {major: 1, minor: 4},
  '2.0': {major: 2, minor: 0},
  '2.1': {major: 2, minor: 1},
  '3.0': {major: 3, minor: 0},
}

const byNumbers = new Map(versions.map((version) => [numbers[version].major * 256 + numbers[version].minor, version]))

/** True for the text of a version that has tables here. */
export function isVersion(text: string): text is Version {
  return Object.hasOwn(ordinals, text)
}

/** Negative when `left` is older, zero when both are the same. */
export function compareVersions(left: Version, right: Version): number {
  return ordinals[left] - ordinals[right]
}

/** Undefined for a version that KMIP has not published. */
export function versionOf({major, minor}: ProtocolVersion): Version | undefined {
  return minor >= 0 && minor < 256 ? byNumbers.get(major * 256 + minor) : undefined
}

/** The numbers for the message header. */
export function protocolVersionOf(version: Version): ProtocolVersion {
  return numbers[version]
}

/** True when `version` is older than `other`; `any` is older than none. */
export function isBefore(version: EncodingVersion, other: Version): boolean {
  return version !== 'any' && ordinals[version] < ordinals[other]
}

/** True when `version` lies within the range; `any` lies within all. */
export function inRange(range: VersionRange, version: EncodingVersion): boolean {
  if (version === 'any') return true
  const ordinal = ordinals[version]
  return ordinals[range.since] <= ordinal && (range.until === undefined || ordinal <= ordinals[range.until])
}
