import {mechanisms} from '../../src/server/pkcs11/mechanisms/index.ts'
import type {MechanismDefinition} from '../../src/server/pkcs11/mechanisms/mechanism-definition.ts'
import type {signatures} from '../../src/server/pkcs11/signatures/index.ts'

/** What a role needs for a function beside PKCS#11 itself; docs/pkcs11.md has it. */
export const neededOperations: Readonly<Record<keyof typeof signatures, string>> = {
  C_Initialize: '',
  C_Finalize: '',
  C_GetInfo: '',
  C_GetSlotList: '',
  C_GetSlotInfo: '',
  C_GetTokenInfo: '',
  C_GetMechanismList: '',
  C_GetMechanismInfo: '',
  C_OpenSession: '',
  C_CloseSession: '',
  C_CloseAllSessions: '',
  C_GetSessionInfo: '',
  C_SessionCancel: '',
  C_Login: '',
  C_Logout: '',
  C_CreateObject: 'Register',
  C_DestroyObject: 'Destroy; of active objects Revoke too',
  C_GetObjectSize: 'Get Attributes',
  C_GetAttributeValue: 'Get Attributes; for the value and its parts Get too',
  C_SetAttributeValue: 'Add, Modify or Delete Attribute',
  C_FindObjectsInit: 'Locate',
  C_FindObjects: '',
  C_FindObjectsFinal: '',
  C_EncryptInit: 'Encrypt',
  C_Encrypt: 'Encrypt',
  C_EncryptUpdate: 'Encrypt',
  C_EncryptFinal: 'Encrypt',
  C_DecryptInit: 'Decrypt',
  C_Decrypt: 'Decrypt',
  C_DecryptUpdate: 'Decrypt',
  C_DecryptFinal: 'Decrypt',
  C_DigestInit: 'Hash',
  C_Digest: 'Hash',
  C_DigestUpdate: 'Hash',
  C_DigestFinal: 'Hash',
  C_SignInit: 'Sign; with a secret key MAC',
  C_Sign: 'Sign; with a secret key MAC',
  C_SignUpdate: 'Sign; with a secret key MAC',
  C_SignFinal: 'Sign; with a secret key MAC',
  C_VerifyInit: 'Signature Verify; with a secret key MAC Verify',
  C_Verify: 'Signature Verify; with a secret key MAC Verify',
  C_VerifyUpdate: 'Signature Verify; with a secret key MAC Verify',
  C_VerifyFinal: 'Signature Verify; with a secret key MAC Verify',
  C_GenerateKey: 'Create',
  C_GenerateKeyPair: 'Create Key Pair',
  C_WrapKey: 'Get',
  C_UnwrapKey: 'Register',
  C_DeriveKey: 'Derive Key',
  C_SeedRandom: 'RNG Seed',
  C_GenerateRandom: 'RNG Retrieve',
}

export function functionTable(): string {
  const rows = Object.entries(neededOperations).map(([name, operations]) => `| \`${name}\` | ${operations} |`)
  return ['| function | operations that the role needs |', '| --- | --- |', ...rows]
    .join('\n')
    .replaceAll('|  |', '| |')
}

export function mechanismTable(): string {
  const rows = mechanisms.map((one) => {
    const [least, most] = one.sizes
    const size = least === most ? String(most === 0 ? '' : most) : `${least} to ${most}`
    return `| \`CKM_${one.name}\` | ${usesOf(one).join(', ')} | ${size} |`
  })
  return ['| mechanism | uses | key size |', '| --- | --- | --- |', ...rows].join('\n').replaceAll('|  |', '| |')
}

function usesOf({cipher, wraps, signing, hash, generates, derives}: MechanismDefinition): string[] {
  const uses: readonly (readonly [boolean, string])[] = [
    [cipher !== undefined, 'encrypt, decrypt'],
    [signing !== undefined, 'sign, verify'],
    [hash !== undefined, 'digest'],
    [wraps === true, 'wrap, unwrap'],
    [generates === 'key', 'generate a key'],
    [generates === 'pair', 'generate a key pair'],
    [derives === true, 'derive'],
  ]
  return uses.filter(([does]) => does).map(([, name]) => name)
}
