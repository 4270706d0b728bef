import {boolean, bytes, dateTime, enumeration, integer, interval, mask, text} from '../schema/scalars.ts'
import type {ValueOf} from '../schema/value-type.ts'
import {
  CertificateType,
  CryptographicAlgorithm,
  DigitalSignatureAlgorithm,
  KeyFormatType,
  NISTKeyType,
  ObjectType,
  OpaqueDataType,
  ProtectionLevel,
  State,
} from '../spec/enumerations.ts'
import {CryptographicUsageMask, ProtectionStorageMask} from '../spec/masks.ts'
import {Tag} from '../spec/tags.ts'
import {AlternativeName} from '../structures/alternative-name.ts'
import {ApplicationSpecificInformation} from '../structures/application-specific-information.ts'
import {CertificateIdentifier} from '../structures/certificate-identifier.ts'
import {CertificateIssuer} from '../structures/certificate-issuer.ts'
import {CertificateSubject} from '../structures/certificate-subject.ts'
import {CryptographicDomainParameters} from '../structures/cryptographic-domain-parameters.ts'
import {CryptographicParameters} from '../structures/cryptographic-parameters.ts'
import {Digest} from '../structures/digest.ts'
import {KeyValueLocation} from '../structures/key-value-location.ts'
import {Link} from '../structures/link.ts'
import {RNGParameters} from '../structures/rng-parameters.ts'
import {RevocationReason} from '../structures/revocation-reason.ts'
import {RotateName} from '../structures/rotate-name.ts'
import {UsageLimits} from '../structures/usage-limits.ts'
import {X509CertificateIdentifier} from '../structures/x509-certificate-identifier.ts'
import {X509CertificateIssuer} from '../structures/x509-certificate-issuer.ts'
import {X509CertificateSubject} from '../structures/x509-certificate-subject.ts'
import {versionedName} from '../structures/versioned-name.ts'
import {attribute, type AttributeRules} from './definition.ts'
import {whereExpressible} from './where-expressible.ts'

/** Set and changed by the server alone. */
const serverOnly: AttributeRules = {
  multiple: false,
  always: false,
  setByClient: false,
  modifiable: 'no',
  deletable: 'no',
  appliesTo: ['all'],
}

/** A client may give it once; then it stays. */
const fixed: AttributeRules = {...serverOnly, setByClient: true}

/** A client may say it of a new object, whose value tells the server the same. */
const ofValue: AttributeRules = {...serverOnly, setByClient: 'withObject'}

/** A client may set, change and remove it. */
const free: AttributeRules = {...fixed, modifiable: 'yes', deletable: 'yes'}

/** Parts of a certificate's distinguished names. KMIP 2.1 section 4.6; 1.4 has their tags and its test cases use them. */
const certificatePart = {
  ...serverOnly,
  type: text,
  range: {since: '1.4'},
  multiple: true,
  appliesTo: ['certificates'],
} as const

/** Objects that live through the states. */
const lifecycle = ['cryptographic', 'opaqueObjects', 'templates'] as const

/**
 * Every attribute of KMIP with its rules, the union of what 1.4 and 2.1 allow: a server applies them to all versions
 * alike. KMIP 1.4 section 3, 2.1 section 4.
 *
 * The table follows the specification's with these exceptions. Clients may give algorithm, length, certificate type and
 * length, and the signature algorithm to new objects, because the operations ask for them (1.4 section 4.3) although
 * the rules name the server alone. Where 1.4 narrows an attribute to some objects, but its own test cases or 2.1 use it for others
 * (dates, usage masks and links of opaque objects, process dates of private keys, lengths of secret data), they may
 * have it. Key Format Type is a client's to ask for where the server makes the value (2.1 section 4.26).
 */
export const catalogue = {
  ActivationDate: attribute('Activation Date', {
    tag: Tag.ActivationDate,
    type: dateTime,
    range: {since: '1.0'},
    ...free,
    modifiable: 'whilePreActive',
    deletable: 'no',
    appliesTo: lifecycle,
  }),
  AlternativeName: attribute('Alternative Name', {
    tag: Tag.AlternativeName,
    type: AlternativeName,
    range: {since: '1.2'},
    ...free,
    multiple: true,
  }),
  AlwaysSensitive: attribute('Always Sensitive', {
    tag: Tag.AlwaysSensitive,
    type: boolean,
    range: {since: '1.4'},
    ...serverOnly,
    always: true,
  }),
  ApplicationSpecificInformation: attribute('Application Specific Information', {
    tag: Tag.ApplicationSpecificInformation,
    type: ApplicationSpecificInformation,
    range: {since: '1.0'},
    ...free,
    multiple: true,
  }),
  ArchiveDate: attribute('Archive Date', {tag: Tag.ArchiveDate, type: dateTime, range: {since: '1.0'}, ...serverOnly}),
  CertificateIdentifier: attribute('Certificate Identifier', {
    tag: Tag.CertificateIdentifier,
    type: CertificateIdentifier,
    range: {since: '1.0', until: '1.4'},
    ...serverOnly,
    always: true,
    appliesTo: ['certificates'],
  }),
  CertificateIssuer: attribute('Certificate Issuer', {
    tag: Tag.CertificateIssuer,
    type: CertificateIssuer,
    range: {since: '1.0', until: '1.4'},
    ...serverOnly,
    always: true,
    appliesTo: ['certificates'],
  }),
  CertificateIssuerC: attribute('Certificate Issuer C', {tag: Tag.CertificateIssuerC, ...certificatePart}),
  CertificateIssuerCN: attribute('Certificate Issuer CN', {tag: Tag.CertificateIssuerCN, ...certificatePart}),
  CertificateIssuerDC: attribute('Certificate Issuer DC', {tag: Tag.CertificateIssuerDC, ...certificatePart}),
  CertificateIssuerDNQualifier: attribute('Certificate Issuer DN Qualifier', {
    tag: Tag.CertificateIssuerDNQualifier,
    ...certificatePart,
  }),
  CertificateIssuerEmail: attribute('Certificate Issuer Email', {tag: Tag.CertificateIssuerEmail, ...certificatePart}),
  CertificateIssuerL: attribute('Certificate Issuer L', {tag: Tag.CertificateIssuerL, ...certificatePart}),
  CertificateIssuerO: attribute('Certificate Issuer O', {tag: Tag.CertificateIssuerO, ...certificatePart}),
  CertificateIssuerOU: attribute('Certificate Issuer OU', {tag: Tag.CertificateIssuerOU, ...certificatePart}),
  CertificateIssuerSerialNumber: attribute('Certificate Issuer Serial Number', {
    tag: Tag.CertificateIssuerSerialNumber,
    ...certificatePart,
  }),
  CertificateIssuerST: attribute('Certificate Issuer ST', {tag: Tag.CertificateIssuerST, ...certificatePart}),
  CertificateIssuerTitle: attribute('Certificate Issuer Title', {tag: Tag.CertificateIssuerTitle, ...certificatePart}),
  CertificateIssuerUID: attribute('Certificate Issuer UID', {tag: Tag.CertificateIssuerUID, ...certificatePart}),
  CertificateLength: attribute('Certificate Length', {
    tag: Tag.CertificateLength,
    type: integer,
    range: {since: '1.1'},
    ...ofValue,
    always: true,
    appliesTo: ['certificates'],
  }),
  CertificateSubject: attribute('Certificate Subject', {
    tag: Tag.CertificateSubject,
    type: CertificateSubject,
    range: {since: '1.0', until: '1.4'},
    ...serverOnly,
    always: true,
    appliesTo: ['certificates'],
  }),
  CertificateSubjectC: attribute('Certificate Subject C', {tag: Tag.CertificateSubjectC, ...certificatePart}),
  CertificateSubjectCN: attribute('Certificate Subject CN', {tag: Tag.CertificateSubjectCN, ...certificatePart}),
  CertificateSubjectDC: attribute('Certificate Subject DC', {tag: Tag.CertificateSubjectDC, ...certificatePart}),
  CertificateSubjectDNQualifier: attribute('Certificate Subject DN Qualifier', {
    tag: Tag.CertificateSubjectDNQualifier,
    ...certificatePart,
  }),
  CertificateSubjectEmail: attribute('Certificate Subject Email', {
    tag: Tag.CertificateSubjectEmail,
    ...certificatePart,
  }),
  CertificateSubjectL: attribute('Certificate Subject L', {tag: Tag.CertificateSubjectL, ...certificatePart}),
  CertificateSubjectO: attribute('Certificate Subject O', {tag: Tag.CertificateSubjectO, ...certificatePart}),
  CertificateSubjectOU: attribute('Certificate Subject OU', {tag: Tag.CertificateSubjectOU, ...certificatePart}),
  CertificateSubjectSerialNumber: attribute('Certificate Subject Serial Number', {
    tag: Tag.CertificateSubjectSerialNumber,
    ...certificatePart,
  }),
  CertificateSubjectST: attribute('Certificate Subject ST', {tag: Tag.CertificateSubjectST, ...certificatePart}),
  CertificateSubjectTitle: attribute('Certificate Subject Title', {
    tag: Tag.CertificateSubjectTitle,
    ...certificatePart,
  }),
  CertificateSubjectUID: attribute('Certificate Subject UID', {tag: Tag.CertificateSubjectUID, ...certificatePart}),
  CertificateType: attribute('Certificate Type', {
    tag: Tag.CertificateType,
    type: enumeration(CertificateType),
    range: {since: '1.0'},
    ...ofValue,
    always: true,
    appliesTo: ['certificates'],
  }),
  Comment: attribute('Comment', {tag: Tag.Comment, type: text, range: {since: '1.4'}, ...free}),
  CompromiseDate: attribute('Compromise Date', {
    tag: Tag.CompromiseDate,
    type: dateTime,
    range: {since: '1.0'},
    ...serverOnly,
    appliesTo: ['cryptographic', 'opaqueObjects'],
  }),
  CompromiseOccurrenceDate: attribute('Compromise Occurrence Date', {
    tag: Tag.CompromiseOccurrenceDate,
    type: dateTime,
    range: {since: '1.0'},
    ...serverOnly,
    appliesTo: ['cryptographic', 'opaqueObjects'],
  }),
  ContactInformation: attribute('Contact Information', {
    tag: Tag.ContactInformation,
    type: text,
    range: {since: '1.0'},
    ...free,
  }),
  CryptographicAlgorithm: attribute('Cryptographic Algorithm', {
    tag: Tag.CryptographicAlgorithm,
    type: enumeration(CryptographicAlgorithm),
    range: {since: '1.0'},
    ...ofValue,
    always: true,
    appliesTo: ['cryptographic', 'templates'],
  }),
  CryptographicDomainParameters: attribute('Cryptographic Domain Parameters', {
    tag: Tag.CryptographicDomainParameters,
    type: whereExpressible(CryptographicDomainParameters),
    range: {since: '1.0'},
    ...fixed,
    appliesTo: ['asymmetricKeys', 'templates'],
  }),
  CryptographicLength: attribute('Cryptographic Length', {
    tag: Tag.CryptographicLength,
    type: integer,
    range: {since: '1.0'},
    ...ofValue,
    always: true,
    appliesTo: ['cryptographic', 'templates'],
  }),
  CryptographicParameters: attribute('Cryptographic Parameters', {
    tag: Tag.CryptographicParameters,
    type: whereExpressible(CryptographicParameters),
    range: {since: '1.0'},
    ...free,
    multiple: true,
    appliesTo: ['cryptographic', 'templates'],
  }),
  CryptographicUsageMask: attribute('Cryptographic Usage Mask', {
    tag: Tag.CryptographicUsageMask,
    type: mask(CryptographicUsageMask),
    range: {since: '1.0'},
    ...fixed,
    always: true,
    appliesTo: lifecycle,
  }),
  DeactivationDate: attribute('Deactivation Date', {
    tag: Tag.DeactivationDate,
    type: dateTime,
    range: {since: '1.0'},
    ...free,
    modifiable: 'untilDeactivated',
    deletable: 'no',
    appliesTo: lifecycle,
  }),
  Description: attribute('Description', {tag: Tag.Description, type: text, range: {since: '1.4'}, ...free}),
  DestroyDate: attribute('Destroy Date', {
    tag: Tag.DestroyDate,
    type: dateTime,
    range: {since: '1.0'},
    ...serverOnly,
    appliesTo: ['cryptographic', 'opaqueObjects'],
  }),
  Digest: attribute('Digest', {
    tag: Tag.Digest,
    type: whereExpressible(Digest),
    range: {since: '1.0'},
    ...serverOnly,
    multiple: true,
    appliesTo: ['cryptographic', 'opaqueObjects'],
  }),
  DigitalSignatureAlgorithm: attribute('Digital Signature Algorithm', {
    tag: Tag.DigitalSignatureAlgorithm,
    type: enumeration(DigitalSignatureAlgorithm),
    range: {since: '1.1'},
    ...ofValue,
    multiple: true,
    always: true,
    appliesTo: ['certificates', 'pgpKeys'],
  }),
  Extractable: attribute('Extractable', {
    tag: Tag.Extractable,
    type: boolean,
    range: {since: '1.4'},
    ...free,
    always: true,
    deletable: 'no',
  }),
  Fresh: attribute('Fresh', {
    tag: Tag.Fresh,
    type: boolean,
    range: {since: '1.1'},
    ...fixed,
    always: true,
    appliesTo: ['cryptographic'],
  }),
  InitialDate: attribute('Initial Date', {
    tag: Tag.InitialDate,
    type: dateTime,
    range: {since: '1.0'},
    ...serverOnly,
    always: true,
  }),
  KeyFormatType: attribute('Key Format Type', {
    tag: Tag.KeyFormatType,
    type: enumeration(KeyFormatType),
    range: {since: '2.0'},
    ...ofValue,
    always: true,
  }),
  KeyValueLocation: attribute('Key Value Location', {
    tag: Tag.KeyValueLocation,
    type: KeyValueLocation,
    range: {since: '1.2'},
    ...free,
    multiple: true,
    appliesTo: ['symmetricKeys', 'privateKeys', 'splitKeys', 'secretData'],
  }),
  KeyValuePresent: attribute('Key Value Present', {
    tag: Tag.KeyValuePresent,
    type: boolean,
    range: {since: '1.2'},
    ...serverOnly,
    appliesTo: ['symmetricKeys', 'privateKeys', 'splitKeys', 'secretData'],
  }),
  LastChangeDate: attribute('Last Change Date', {
    tag: Tag.LastChangeDate,
    type: dateTime,
    range: {since: '1.0'},
    ...serverOnly,
    always: true,
  }),
  LeaseTime: attribute('Lease Time', {
    tag: Tag.LeaseTime,
    type: interval,
    range: {since: '1.0'},
    ...serverOnly,
    appliesTo: ['cryptographic'],
  }),
  Link: attribute('Link', {
    tag: Tag.Link,
    type: whereExpressible(Link),
    range: {since: '1.0', until: '2.1'},
    ...free,
    multiple: true,
    appliesTo: ['cryptographic', 'opaqueObjects'],
  }),
  Name: attribute('Name', {tag: Tag.Name, type: versionedName, range: {since: '1.0'}, ...free, multiple: true}),
  NeverExtractable: attribute('Never Extractable', {
    tag: Tag.NeverExtractable,
    type: boolean,
    range: {since: '1.4'},
    ...serverOnly,
    always: true,
  }),
  NISTKeyType: attribute('NIST Key Type', {
    tag: Tag.NISTKeyType,
    type: enumeration(NISTKeyType),
    range: {since: '2.0'},
    ...fixed,
    multiple: true,
  }),
  ObjectGroup: attribute('Object Group', {
    tag: Tag.ObjectGroup,
    type: text,
    range: {since: '1.0', until: '2.1'},
    ...free,
    multiple: true,
  }),
  ObjectType: attribute('Object Type', {
    tag: Tag.ObjectType,
    type: enumeration(ObjectType),
    range: {since: '1.0'},
    ...serverOnly,
    always: true,
  }),
  OpaqueDataType: attribute('Opaque Data Type', {
    tag: Tag.OpaqueDataType,
    type: enumeration(OpaqueDataType),
    range: {since: '2.0'},
    ...serverOnly,
    always: true,
    appliesTo: ['opaqueObjects'],
  }),
  OperationPolicyName: attribute('Operation Policy Name', {
    tag: Tag.OperationPolicyName,
    type: text,
    range: {since: '1.0', until: '1.4'},
    ...fixed,
  }),
  OriginalCreationDate: attribute('Original Creation Date', {
    tag: Tag.OriginalCreationDate,
    type: dateTime,
    range: {since: '1.2'},
    ...fixed,
  }),
  PKCS_12FriendlyName: attribute('PKCS#12 Friendly Name', {
    tag: Tag.PKCS_12FriendlyName,
    type: text,
    range: {since: '1.4'},
    ...free,
    appliesTo: ['cryptographic', 'opaqueObjects'],
  }),
  ProcessStartDate: attribute('Process Start Date', {
    tag: Tag.ProcessStartDate,
    type: dateTime,
    range: {since: '1.0'},
    ...free,
    modifiable: 'untilReached',
    deletable: 'no',
    appliesTo: ['keys', 'secretData', 'templates'],
  }),
  ProtectStopDate: attribute('Protect Stop Date', {
    tag: Tag.ProtectStopDate,
    type: dateTime,
    range: {since: '1.0'},
    ...free,
    modifiable: 'untilReached',
    deletable: 'no',
    appliesTo: ['keys', 'secretData', 'templates'],
  }),
  ProtectionLevel: attribute('Protection Level', {
    tag: Tag.ProtectionLevel,
    type: enumeration(ProtectionLevel),
    range: {since: '2.0'},
    ...free,
  }),
  ProtectionPeriod: attribute('Protection Period', {
    tag: Tag.ProtectionPeriod,
    type: interval,
    range: {since: '2.0'},
    ...free,
  }),
  ProtectionStorageMask: attribute('Protection Storage Mask', {
    tag: Tag.ProtectionStorageMask,
    type: mask(ProtectionStorageMask),
    range: {since: '2.0'},
    ...serverOnly,
    always: true,
  }),
  QuantumSafe: attribute('Quantum Safe', {tag: Tag.QuantumSafe, type: boolean, range: {since: '2.0'}, ...free}),
  RandomNumberGenerator: attribute('Random Number Generator', {
    tag: Tag.RandomNumberGenerator,
    type: RNGParameters,
    range: {since: '1.3'},
    ...fixed,
    appliesTo: ['cryptographic'],
  }),
  RevocationReason: attribute('Revocation Reason', {
    tag: Tag.RevocationReason,
    type: RevocationReason,
    range: {since: '1.0'},
    ...serverOnly,
    appliesTo: ['cryptographic', 'opaqueObjects'],
  }),
  RotateAutomatic: attribute('Rotate Automatic', {
    tag: Tag.RotateAutomatic,
    type: boolean,
    range: {since: '2.1'},
    ...fixed,
  }),
  RotateDate: attribute('Rotate Date', {tag: Tag.RotateDate, type: dateTime, range: {since: '2.1'}, ...serverOnly}),
  RotateGeneration: attribute('Rotate Generation', {
    tag: Tag.RotateGeneration,
    type: integer,
    range: {since: '2.1'},
    ...serverOnly,
  }),
  RotateInterval: attribute('Rotate Interval', {
    tag: Tag.RotateInterval,
    type: interval,
    range: {since: '2.1'},
    ...fixed,
  }),
  RotateLatest: attribute('Rotate Latest', {
    tag: Tag.RotateLatest,
    type: boolean,
    range: {since: '2.1'},
    ...serverOnly,
  }),
  RotateName: attribute('Rotate Name', {tag: Tag.RotateName, type: RotateName, range: {since: '2.1'}, ...free}),
  RotateOffset: attribute('Rotate Offset', {tag: Tag.RotateOffset, type: interval, range: {since: '2.1'}, ...fixed}),
  Sensitive: attribute('Sensitive', {
    tag: Tag.Sensitive,
    type: boolean,
    range: {since: '1.4'},
    ...free,
    always: true,
    deletable: 'no',
  }),
  ShortUniqueIdentifier: attribute('Short Unique Identifier', {
    tag: Tag.ShortUniqueIdentifier,
    type: bytes,
    range: {since: '2.0'},
    ...serverOnly,
    always: true,
  }),
  State: attribute('State', {
    tag: Tag.State,
    type: enumeration(State),
    range: {since: '1.0'},
    ...serverOnly,
    always: true,
    appliesTo: ['cryptographic', 'opaqueObjects'],
  }),
  UniqueIdentifier: attribute('Unique Identifier', {
    tag: Tag.UniqueIdentifier,
    type: text,
    range: {since: '1.0'},
    ...serverOnly,
    always: true,
  }),
  UsageLimits: attribute('Usage Limits', {
    tag: Tag.UsageLimits,
    type: UsageLimits,
    range: {since: '1.0'},
    ...free,
    modifiable: 'untilAllocated',
    deletable: 'untilAllocated',
    appliesTo: ['keys', 'templates'],
  }),
  X_509CertificateIdentifier: attribute('X.509 Certificate Identifier', {
    tag: Tag.X_509CertificateIdentifier,
    type: X509CertificateIdentifier,
    range: {since: '1.1'},
    ...serverOnly,
    always: true,
    appliesTo: ['x509Certificates'],
  }),
  X_509CertificateIssuer: attribute('X.509 Certificate Issuer', {
    tag: Tag.X_509CertificateIssuer,
    type: X509CertificateIssuer,
    range: {since: '1.1'},
    ...serverOnly,
    always: true,
    appliesTo: ['x509Certificates'],
  }),
  X_509CertificateSubject: attribute('X.509 Certificate Subject', {
    tag: Tag.X_509CertificateSubject,
    type: X509CertificateSubject,
    range: {since: '1.1'},
    ...serverOnly,
    always: true,
    appliesTo: ['x509Certificates'],
  }),
} as const

/** The name of a standard attribute, as XML writes it. */
export type AttributeName = keyof typeof catalogue

/** The model type of a standard attribute's value. */
export type StandardValue<N extends AttributeName> = ValueOf<(typeof catalogue)[N]['type']>
