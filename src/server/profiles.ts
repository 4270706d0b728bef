import type {ProfileInformation} from '../kmip/structures/profile-information.ts'
import {ProfileName} from '../kmip/spec/profile-name.ts'
import type {ServerFacts} from './context.ts'

/**
 * Families of server profiles, by the beginning of their names. The conformance run proves them for 1.4, but for the
 * two of the baseline, which have no cases of their own: what they ask for, all others build upon. For older versions all
 * are asserted: the same server does the same there. It is no Complete Server, since it refuses things that such a one
 * has to take: TR-31 blocks, CRMF requests and PGP certificates.
 */
const families = [
  'BaselineServerBasic',
  'BaselineServerTLSV1_2',
  'TapeLibraryServer',
  'SymmetricKeyLifecycleServer',
  'AsymmetricKeyLifecycleServer',
  'BasicCryptographicServer',
  'AdvancedCryptographicServer',
  'RNGCryptographicServer',
  'SymmetricKeyFoundryServer',
  'OpaqueManagedObjectStoreServer',
  'SuiteBMinLOS_128Server',
  'SuiteBMinLOS_192Server',
  'StorageArrayWithSelfEncryptingDriveServer',
] as const

/**
 * The profiles of 2.x have names without a version, which stands beside them. The conformance run proves these for
 * 2.1. Quantum Safe is not among them, whose cases pass too: it asks for McEliece and SPHINCS-256, which OpenSSL has not.
 */
const names = [
  'TapeLibraryServer',
  'SymmetricKeyLifecycleServer',
  'AsymmetricKeyLifecycleServer',
  'BasicCryptographicServer',
  'AdvancedCryptographicServer',
  'RNGCryptographicServer',
  'SymmetricKeyFoundryServer',
  'OpaqueManagedObjectStoreServer',
  'StorageArrayWithSelfEncryptingDriveServer',
  'AESXTSServer',
  'PKCS_11Server',
  'BaselineServer',
] as const

/** What needs KMIP over HTTPS: families in 1.x, names in 2.x. */
const httpsFamilies = ['HTTPSServer', 'JSONServer', 'XMLServer'] as const

/** The versions of the profiles of 2.x. KMIP 2.1 section 7.32. */
const profileVersions = [
  {profileVersionMajor: 2, profileVersionMinor: 0},
  {profileVersionMajor: 2, profileVersionMinor: 1},
] as const

/**
 * The profiles of all versions, in the order of their enumeration; an answer holds those whose names its version has.
 * KMIP 1.4 section 9.1.3.2.42, 2.1 section 11.41.
 */
export const serverProfiles: readonly ProfileInformation[] = [...familiesOf(families), ...versioned(names)]

/** Those that the operations on offer allow to assert: the Baseline of 2.x asks for Interop, which is for test runs. */
export function assertedProfiles({profiles, operations}: Pick<ServerFacts, 'profiles' | 'operations'>) {
  return operations.includes('Interop') ? profiles : profiles.filter((one) => one.profileName !== 'BaselineServer')
}

/**
 * The profiles of what is spoken over HTTPS: that they are supported, and where. KMIP 1.4 section 2.1.19, 2.1 section
 * 7.31.
 */
export function httpsProfiles(urls: readonly string[]): readonly ProfileInformation[] {
  if (urls.length === 0) return []
  const profiles = [...familiesOf(httpsFamilies), ...versioned(httpsFamilies)]
  return [...profiles, ...urls.flatMap((url) => profiles.map((profile) => ({...profile, ...placeOf(url)})))]
}

function placeOf(url: string): Pick<ProfileInformation, 'serverURI' | 'serverPort'> {
  const {port} = new URL(url)
  return {serverURI: url, serverPort: port === '' ? 443 : Number(port)}
}

function familiesOf(wantedFamilies: readonly string[]): readonly ProfileInformation[] {
  const wanted = wantedFamilies.map((name) => `${name}KMIPV1_`)
  const isWanted = (name: string) => wanted.some((start) => name.startsWith(start) && name.length === start.length + 1)
  return ProfileName.entries.flatMap(({name}) => (isWanted(name) ? [{profileName: name}] : []))
}

function versioned(wanted: readonly string[]): readonly ProfileInformation[] {
  return ProfileName.entries.flatMap(({name}) =>
    wanted.includes(name) ? profileVersions.map((profileVersion) => ({profileName: name, profileVersion})) : [],
  )
}
