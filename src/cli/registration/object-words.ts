import type {FileObjectType} from '../values/object-flags.ts'

const words: Readonly<Record<FileObjectType, string>> = {
  SymmetricKey: 'symmetric key',
  PrivateKey: 'private key',
  PublicKey: 'public key',
  SecretData: 'secret',
  OpaqueObject: 'opaque object',
  Certificate: 'certificate',
  CertificateRequest: 'certificate signing request',
  PGPKey: 'PGP key',
}

/** An Object Type in words, with its article. */
export function typeText(type: FileObjectType): string {
  return `${type === 'OpaqueObject' ? 'an' : 'a'} ${words[type]}`
}

/** `a, b and c`. */
export function listText(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}
