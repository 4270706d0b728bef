import type {ProfileInformation} from '../kmip/structures/profile-information.ts'
import {ProfileName} from '../kmip/spec/profile-name.ts'

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

/** Families that need KMIP over HTTPS. */
const httpsFamilies = ['HTTPSServer', 'JSONServer', 'XMLServer'] as const

/** The profiles of KMIP 1.x, in the order of their enumeration. KMIP 1.4 section 9.1.3.2.42. */
export const serverProfiles: readonly ProfileInformation[] = profilesOf(families)

/**
 * The profiles of what is spoken over HTTPS: that they are supported, and where. KMIP 1.4 section 2.1.19.
 */
export function httpsProfiles(urls: readonly string[]): readonly ProfileInformation[] {
  if (urls.length === 0) return []
  const profiles = profilesOf(httpsFamilies)
  return [...profiles, ...urls.flatMap((url) => profiles.map((profile) => ({...profile, ...placeOf(url)})))]
}

function placeOf(url: string): Pick<ProfileInformation, 'serverURI' | 'serverPort'> {
  const {port} = new URL(url)
  return {serverURI: url, serverPort: port === '' ? 443 : Number(port)}
}

function profilesOf(names: readonly string[]): readonly ProfileInformation[] {
  const wanted = names.map((name) => `${name}KMIPV1_`)
  const isWanted = (name: string) => wanted.some((start) => name.startsWith(start) && name.length === start.length + 1)
  return ProfileName.entries.flatMap(({name}) => (isWanted(name) ? [{profileName: name}] : []))
}
