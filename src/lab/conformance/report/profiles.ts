import {inRange, isVersion, type Version} from '../../../kmip/spec/version.ts'

/** A conformance profile of OASIS and the cases that a server must pass for it. */
export interface ConformanceProfile {
  readonly name: string
  /** Mandatory cases, without the version at the end of their names. */
  readonly mandatory: readonly MandatoryCases[]
  /** Families of its cases, optional ones too. */
  readonly families: readonly string[]
}

interface MandatoryCases {
  /** `TL-M` with 3 stands for TL-M-1 to TL-M-3. */
  readonly family: string
  readonly from?: number
  readonly to: number
  readonly since: Version
  readonly until?: Version
}

/** KMIP Profiles 1.0 to 2.1; what is said of 3.0 is from its draft. */
export const profiles: readonly ConformanceProfile[] = [
  profile(
    'Baseline',
    ['BL-M'],
    [
      {family: 'BL-M', to: 13, since: '2.0'},
      {family: 'BL-M', from: 14, to: 21, since: '3.0'},
    ],
  ),
  profile('HTTPS', ['MSGENC-HTTPS-M'], [{family: 'MSGENC-HTTPS-M', to: 1, since: '1.0'}]),
  profile('JSON', ['MSGENC-JSON-M'], [{family: 'MSGENC-JSON-M', to: 1, since: '1.0'}]),
  profile('XML', ['MSGENC-XML-M'], [{family: 'MSGENC-XML-M', to: 1, since: '1.0'}]),
  profile('Symmetric Key Lifecycle', ['SKLC-M', 'SKLC-O'], [{family: 'SKLC-M', to: 3, since: '1.0'}]),
  profile('Symmetric Key Foundry for FIPS 140', ['SKFF-M', 'SKFF-O'], [{family: 'SKFF-M', to: 12, since: '1.0'}]),
  profile('Asymmetric Key Lifecycle', ['AKLC-M', 'AKLC-O'], [{family: 'AKLC-M', to: 3, since: '1.0'}]),
  profile(
    'Basic Cryptographic',
    ['CS-BC-M', 'CS-BC-M-GCM', 'CS-BC-M-CHACHA20', 'CS-BC-M-CHACHA20POLY1305', 'CS-BC-M-4-12-3DES'],
    [
      {family: 'CS-BC-M', to: 14, since: '1.2'},
      {family: 'CS-BC-M-GCM', to: 3, since: '1.4'},
      {family: 'CS-BC-M-CHACHA20', to: 3, since: '2.0'},
      {family: 'CS-BC-M-CHACHA20POLY1305', to: 1, since: '2.0'},
      {family: 'CS-BC-M-CHACHA20', from: 4, to: 4, since: '3.0'},
    ],
  ),
  profile(
    'Advanced Cryptographic',
    ['CS-AC-M', 'CS-AC-M-OAEP', 'CS-AC-M-3-ECC'],
    [
      {family: 'CS-AC-M', to: 8, since: '1.2'},
      {family: 'CS-AC-M-OAEP', to: 10, since: '1.4'},
    ],
  ),
  profile('RNG Cryptographic', ['CS-RNG-M', 'CS-RNG-O'], [{family: 'CS-RNG-M', to: 1, since: '1.2'}]),
  profile('Opaque Managed Object Store', ['OMOS-M', 'OMOS-O'], [{family: 'OMOS-M', to: 1, since: '1.0'}]),
  profile('Storage Array with Self-Encrypting Drives', ['SASED-M'], [{family: 'SASED-M', to: 3, since: '1.0'}]),
  profile('Tape Library', ['TL-M'], [{family: 'TL-M', to: 3, since: '1.0'}]),
  profile('Suite B minLOS_128', ['SUITEB_128-M'], [{family: 'SUITEB_128-M', to: 1, since: '1.0', until: '1.4'}]),
  profile('Suite B minLOS_192', ['SUITEB_192-M'], [{family: 'SUITEB_192-M', to: 1, since: '1.0', until: '1.4'}]),
  profile('AES XTS', ['AX-M'], [{family: 'AX-M', to: 2, since: '1.4'}]),
  profile('Quantum Safe', ['QS-M'], [{family: 'QS-M', to: 2, since: '2.0'}]),
  profile('PKCS#11', ['PKCS11-M'], [{family: 'PKCS11-M', to: 1, since: '2.0'}]),
]

/** What cases of the test cases document, and others that belong to no profile, are grouped under. */
export const testCases = 'Test cases'

/** The name of the profile that a family belongs to. */
export function profileOf(family: string): string {
  return profiles.find(({families}) => families.includes(family))?.name ?? testCases
}

/** The mandatory cases of a profile in a version; none where the version lacks the profile. */
export function mandatoryCases({mandatory}: ConformanceProfile, version: string): string[] {
  if (!isVersion(version)) return []
  return mandatory
    .filter((range) => inRange(range, version))
    .flatMap(({family, from = 1, to}) => Array.from({length: to - from + 1}, (_, index) => `${family}-${from + index}`))
}

function profile(name: string, families: readonly string[], mandatory: readonly MandatoryCases[]): ConformanceProfile {
  return {name, families, mandatory}
}
