import {mask, type MaskTable} from './mask.ts'

/** KMIP 1.4 section 9.1.3.3.1, 2.1 section 12.1. */
export const CryptographicUsageMask = mask('CryptographicUsageMask', {
  Sign: [0x00000001, 'Sign', '1.0'],
  Verify: [0x00000002, 'Verify', '1.0'],
  Encrypt: [0x00000004, 'Encrypt', '1.0'],
  Decrypt: [0x00000008, 'Decrypt', '1.0'],
  WrapKey: [0x00000010, 'Wrap Key', '1.0'],
  UnwrapKey: [0x00000020, 'Unwrap Key', '1.0'],
  Export: [0x00000040, 'Export', '1.0', {until: '1.4'}],
  MACGenerate: [0x00000080, 'MAC Generate', '1.0'],
  MACVerify: [0x00000100, 'MAC Verify', '1.0'],
  DeriveKey: [0x00000200, 'Derive Key', '1.0'],
  ContentCommitmentNonRepudiation: [0x00000400, 'Content Commitment (Non Repudiation)', '1.0', {until: '1.4', aliases: ['ContentCommitment']}],
  KeyAgreement: [0x00000800, 'Key Agreement', '1.0'],
  CertificateSign: [0x00001000, 'Certificate Sign', '1.0'],
  CRLSign: [0x00002000, 'CRL Sign', '1.0'],
  GenerateCryptogram: [0x00004000, 'Generate Cryptogram', '1.0', {until: '1.4'}],
  ValidateCryptogram: [0x00008000, 'Validate Cryptogram', '1.0', {until: '1.4'}],
  TranslateEncrypt: [0x00010000, 'Translate Encrypt', '1.0', {until: '1.4'}],
  TranslateDecrypt: [0x00020000, 'Translate Decrypt', '1.0', {until: '1.4'}],
  TranslateWrap: [0x00040000, 'Translate Wrap', '1.0', {until: '1.4'}],
  TranslateUnwrap: [0x00080000, 'Translate Unwrap', '1.0', {until: '1.4'}],
  Authenticate: [0x00100000, 'Authenticate', '2.0'],
  Unrestricted: [0x00200000, 'Unrestricted', '2.0'],
  FPEEncrypt: [0x00400000, 'FPE Encrypt', '2.0'],
  FPEDecrypt: [0x00800000, 'FPE Decrypt', '2.0'],
})

/** KMIP 2.1 section 12.2. */
export const ProtectionStorageMask = mask('ProtectionStorageMask', {
  Software: [0x00000001, 'Software', '2.0'],
  Hardware: [0x00000002, 'Hardware', '2.0'],
  OnProcessor: [0x00000004, 'On Processor', '2.0'],
  OnSystem: [0x00000008, 'On System', '2.0'],
  OffSystem: [0x00000010, 'Off System', '2.0'],
  Hypervisor: [0x00000020, 'Hypervisor', '2.0'],
  OperatingSystem: [0x00000040, 'Operating System', '2.0'],
  Container: [0x00000080, 'Container', '2.0'],
  OnPremises: [0x00000100, 'On Premises', '2.0'],
  OffPremises: [0x00000200, 'Off Premises', '2.0'],
  SelfManaged: [0x00000400, 'Self Managed', '2.0'],
  Outsourced: [0x00000800, 'Outsourced', '2.0'],
  Validated: [0x00001000, 'Validated', '2.0'],
  SameJurisdiction: [0x00002000, 'Same Jurisdiction', '2.0'],
})

/** KMIP 1.4 section 9.1.3.3.2, 2.1 section 12.3. */
export const StorageStatusMask = mask('StorageStatusMask', {
  OnLineStorage: [0x00000001, 'On-line storage', '1.0'],
  ArchivalStorage: [0x00000002, 'Archival storage', '1.0'],
  DestroyedStorage: [0x00000004, 'Destroyed storage', '2.0'],
})

/** Every mask by its name. */
export const masks = {
  CryptographicUsageMask,
  ProtectionStorageMask,
  StorageStatusMask,
} as const satisfies Readonly<Record<string, MaskTable>>

export type MaskName = keyof typeof masks
