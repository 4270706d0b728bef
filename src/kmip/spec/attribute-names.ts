import {lazy} from './lazy.ts'
import {Tag} from './tags.ts'

/**
 * The attributes by their name in 1.x messages (Attribute Name in an Attribute structure), also those that came with 2.x
 * and never had one there. KMIP 1.4 section 3, 2.1 section 4.
 */
const tagsByName = {
  'Activation Date': Tag.ActivationDate,
  'Application Specific Information': Tag.ApplicationSpecificInformation,
  'Archive Date': Tag.ArchiveDate,
  'Certificate Identifier': Tag.CertificateIdentifier,
  'Certificate Issuer': Tag.CertificateIssuer,
  'Certificate Subject': Tag.CertificateSubject,
  'Certificate Type': Tag.CertificateType,
  'Compromise Date': Tag.CompromiseDate,
  'Compromise Occurrence Date': Tag.CompromiseOccurrenceDate,
  'Contact Information': Tag.ContactInformation,
  'Cryptographic Algorithm': Tag.CryptographicAlgorithm,
  'Cryptographic Domain Parameters': Tag.CryptographicDomainParameters,
  'Cryptographic Length': Tag.CryptographicLength,
  'Cryptographic Parameters': Tag.CryptographicParameters,
  'Cryptographic Usage Mask': Tag.CryptographicUsageMask,
  'Custom Attribute': Tag.CustomAttribute,
  'Deactivation Date': Tag.DeactivationDate,
  'Destroy Date': Tag.DestroyDate,
  Digest: Tag.Digest,
  'Initial Date': Tag.InitialDate,
  'Key Format Type': Tag.KeyFormatType,
  'Last Change Date': Tag.LastChangeDate,
  'Lease Time': Tag.LeaseTime,
  Link: Tag.Link,
  Name: Tag.Name,
  'Object Group': Tag.ObjectGroup,
  'Object Type': Tag.ObjectType,
  'Opaque Data Type': Tag.OpaqueDataType,
  'Operation Policy Name': Tag.OperationPolicyName,
  'Process Start Date': Tag.ProcessStartDate,
  'Protect Stop Date': Tag.ProtectStopDate,
  'Revocation Reason': Tag.RevocationReason,
  State: Tag.State,
  'Unique Identifier': Tag.UniqueIdentifier,
  'Usage Limits': Tag.UsageLimits,
  Fresh: Tag.Fresh,
  'Certificate Length': Tag.CertificateLength,
  'Digital Signature Algorithm': Tag.DigitalSignatureAlgorithm,
  'X.509 Certificate Identifier': Tag.X_509CertificateIdentifier,
  'X.509 Certificate Issuer': Tag.X_509CertificateIssuer,
  'X.509 Certificate Subject': Tag.X_509CertificateSubject,
  'Key Value Location': Tag.KeyValueLocation,
  'Key Value Present': Tag.KeyValuePresent,
  'Original Creation Date': Tag.OriginalCreationDate,
  'Alternative Name': Tag.AlternativeName,
  'Random Number Generator': Tag.RandomNumberGenerator,
  'PKCS#12 Friendly Name': Tag.PKCS_12FriendlyName,
  Description: Tag.Description,
  Comment: Tag.Comment,
  'Certificate Subject CN': Tag.CertificateSubjectCN,
  'Certificate Subject O': Tag.CertificateSubjectO,
  'Certificate Subject OU': Tag.CertificateSubjectOU,
  'Certificate Subject Email': Tag.CertificateSubjectEmail,
  'Certificate Subject C': Tag.CertificateSubjectC,
  'Certificate Subject ST': Tag.CertificateSubjectST,
  'Certificate Subject L': Tag.CertificateSubjectL,
  'Certificate Subject UID': Tag.CertificateSubjectUID,
  'Certificate Subject Serial Number': Tag.CertificateSubjectSerialNumber,
  'Certificate Subject Title': Tag.CertificateSubjectTitle,
  'Certificate Subject DC': Tag.CertificateSubjectDC,
  'Certificate Subject DN Qualifier': Tag.CertificateSubjectDNQualifier,
  'Certificate Issuer CN': Tag.CertificateIssuerCN,
  'Certificate Issuer O': Tag.CertificateIssuerO,
  'Certificate Issuer OU': Tag.CertificateIssuerOU,
  'Certificate Issuer Email': Tag.CertificateIssuerEmail,
  'Certificate Issuer C': Tag.CertificateIssuerC,
  'Certificate Issuer ST': Tag.CertificateIssuerST,
  'Certificate Issuer L': Tag.CertificateIssuerL,
  'Certificate Issuer UID': Tag.CertificateIssuerUID,
  'Certificate Issuer Serial Number': Tag.CertificateIssuerSerialNumber,
  'Certificate Issuer Title': Tag.CertificateIssuerTitle,
  'Certificate Issuer DC': Tag.CertificateIssuerDC,
  'Certificate Issuer DN Qualifier': Tag.CertificateIssuerDNQualifier,
  Sensitive: Tag.Sensitive,
  'Always Sensitive': Tag.AlwaysSensitive,
  Extractable: Tag.Extractable,
  'Never Extractable': Tag.NeverExtractable,
  'Short Unique Identifier': Tag.ShortUniqueIdentifier,
  'NIST Key Type': Tag.NISTKeyType,
  'Protection Level': Tag.ProtectionLevel,
  'Protection Period': Tag.ProtectionPeriod,
  'Quantum Safe': Tag.QuantumSafe,
  'Protection Storage Mask': Tag.ProtectionStorageMask,
  'Rotate Interval': Tag.RotateInterval,
  'Rotate Automatic': Tag.RotateAutomatic,
  'Rotate Offset': Tag.RotateOffset,
  'Rotate Date': Tag.RotateDate,
  'Rotate Generation': Tag.RotateGeneration,
  'Rotate Name': Tag.RotateName,
  'Rotate Latest': Tag.RotateLatest,
} as const

/** `Cryptographic Usage Mask` and so on. */
export type AttributeName = keyof typeof tagsByName

const namesByTag = lazy(() => new Map(Object.entries(tagsByName).map(([name, tag]): [number, string] => [tag, name])))

/** The tag of the attribute's value; undefined for custom attributes and unknown names. Case-sensitive. */
export function attributeTag(name: string): number | undefined {
  return isAttributeName(name) ? tagsByName[name] : undefined
}

/** The attribute whose value has this tag; undefined when it is no attribute. */
export function attributeName(tag: number): string | undefined {
  return namesByTag().get(tag)
}

/** True for the name of an attribute that the specification defines. */
export function isAttributeName(name: string): name is AttributeName {
  return Object.hasOwn(tagsByName, name)
}
