import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {CryptographicUsageMask} from '../../kmip/spec/masks.ts'

/** The uses that apply protection, as opposed to those that process what is protected. KMIP 1.4 section 3.22. */
const protecting = CryptographicUsageMask.of(
  'Sign',
  'Encrypt',
  'WrapKey',
  'MACGenerate',
  'DeriveKey',
  'ContentCommitmentNonRepudiation',
  'KeyAgreement',
  'CertificateSign',
  'CRLSign',
  'GenerateCryptogram',
  'TranslateEncrypt',
  'TranslateWrap',
  'FPEEncrypt',
)

/** True when one of the uses in a mask applies protection. */
export function protects(mask: number): boolean {
  return (mask & protecting) !== 0
}

/** True for objects that some protecting use is open to. */
export function mayProtect(attributes: AttributeSet): boolean {
  return protects(attributes.get('CryptographicUsageMask') ?? 0)
}
