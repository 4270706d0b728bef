import type {KeyObject} from 'node:crypto'
import type {KeyUsage} from '../../ca/sign-certificate.ts'
import {CryptographicUsageMask} from '../../kmip/spec/masks.ts'

/** What bits of a Cryptographic Usage Mask mean in a certificate, RFC 5280 section 4.2.1.3. None makes an authority. */
const usages: readonly (readonly [Parameters<typeof CryptographicUsageMask.has>[1], KeyUsage])[] = [
  ['Sign', 'digitalSignature'],
  ['Verify', 'digitalSignature'],
  ['ContentCommitmentNonRepudiation', 'nonRepudiation'],
  ['WrapKey', 'keyEncipherment'],
  ['UnwrapKey', 'keyEncipherment'],
  ['Encrypt', 'dataEncipherment'],
  ['Decrypt', 'dataEncipherment'],
  ['KeyAgreement', 'keyAgreement'],
]

/** What keys of a kind can do at all, RFC 8410 section 5 for the newer curves. */
const possible: Readonly<Record<string, readonly KeyUsage[]>> = {
  rsa: ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment'],
  ec: ['digitalSignature', 'nonRepudiation', 'keyAgreement'],
  x25519: ['keyAgreement'],
  x448: ['keyAgreement'],
  dh: ['keyAgreement'],
}
const signing: readonly KeyUsage[] = ['digitalSignature', 'nonRepudiation']

/** The purposes of a certificate: those of the mask that the key can serve, or all that the key can serve. */
export function certificateUsage(publicKey: KeyObject, mask: number): readonly KeyUsage[] {
  const able = possible[publicKey.asymmetricKeyType ?? ''] ?? signing
  const wanted = usages.filter(([bit]) => CryptographicUsageMask.has(mask, bit)).map(([, usage]) => usage)
  const granted = able.filter((usage) => wanted.includes(usage))
  return granted.length > 0
    ? granted
    : able.filter((usage) => usage !== 'nonRepudiation' && usage !== 'dataEncipherment')
}
