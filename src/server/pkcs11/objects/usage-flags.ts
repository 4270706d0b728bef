import {CryptographicUsageMask} from '../../../kmip/spec/masks.ts'
import {CKK, CKO} from '../spec/objects.ts'

/** Attributes that say what a key is for. */
export const usageNames = ['ENCRYPT', 'DECRYPT', 'SIGN', 'VERIFY', 'WRAP', 'UNWRAP', 'DERIVE'] as const
export type UsageName = (typeof usageNames)[number]
type UsageBit = Parameters<typeof CryptographicUsageMask.has>[1]

/** Bits of the Cryptographic Usage Mask by class. */
const bits: Readonly<Record<number, Readonly<Partial<Record<UsageName, UsageBit>>>>> = {
  [CKO.SECRET_KEY]: {
    ENCRYPT: 'Encrypt',
    DECRYPT: 'Decrypt',
    SIGN: 'MACGenerate',
    VERIFY: 'MACVerify',
    WRAP: 'WrapKey',
    UNWRAP: 'UnwrapKey',
    DERIVE: 'DeriveKey',
  },
  [CKO.PRIVATE_KEY]: {DECRYPT: 'Decrypt', SIGN: 'Sign', UNWRAP: 'UnwrapKey', DERIVE: 'DeriveKey'},
  [CKO.PUBLIC_KEY]: {ENCRYPT: 'Encrypt', VERIFY: 'Verify', WRAP: 'WrapKey', DERIVE: 'DeriveKey'},
}

/** Uses that keys of a type are good for; others have all that their class has. */
const fitting: Readonly<Record<number, readonly UsageName[]>> = {
  [CKK.DES2]: ['ENCRYPT', 'DECRYPT', 'WRAP', 'UNWRAP'],
  [CKK.DES3]: ['ENCRYPT', 'DECRYPT', 'WRAP', 'UNWRAP'],
  [CKK.EC]: ['SIGN', 'VERIFY'],
  [CKK.EC_EDWARDS]: ['SIGN', 'VERIFY'],
  [CKK.GENERIC_SECRET]: ['SIGN', 'VERIFY'],
}

/** Undefined when the class has no such use. */
export function usageBit(objectClass: number, name: UsageName): UsageBit | undefined {
  return bits[objectClass]?.[name]
}

/** Undefined for a class without such a use. */
export function mayUse(objectClass: number, name: UsageName, mask: number): boolean | undefined {
  const bit = usageBit(objectClass, name)
  return bit === undefined ? undefined : CryptographicUsageMask.has(mask, bit)
}

/** The mask with a use granted or withdrawn; undefined where the class has no such use. */
export function withUsage(objectClass: number, name: UsageName, may: boolean, mask: number): number | undefined {
  const bit = usageBit(objectClass, name)
  if (bit === undefined) return may ? undefined : mask
  const value = CryptographicUsageMask.of(bit)
  return may ? mask | value : mask & ~value
}

/** What a key is for when nobody says it: all that keys of its type are good for, but for derivation. */
export function usualUsage(objectClass: number, keyType: number): number {
  const names = fitting[keyType] ?? usageNames.filter((name) => name !== 'DERIVE')
  return names.reduce((mask, name) => withUsage(objectClass, name, true, mask) ?? mask, 0)
}
