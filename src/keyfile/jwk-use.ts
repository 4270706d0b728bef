import {CryptographicUsageMask} from '../kmip/spec/masks.ts'
import type {AlgorithmName, FoundObject} from './key-file.ts'

type UsageName = Parameters<(typeof CryptographicUsageMask)['bit']>[0]
type KeyKind = Extract<FoundObject['type'], 'SymmetricKey' | 'PrivateKey' | 'PublicKey'>

/** Members of a JWK that say what it is for, RFC 7517 sections 4.2 to 4.4. */
export interface JwkUse {
  readonly alg?: string | undefined
  readonly use?: string | undefined
  readonly keyOps?: readonly string[] | undefined
}

/** By `key_ops`; signatures with a symmetric key are MACs. */
const operations: Readonly<Record<string, (kind: KeyKind) => UsageName>> = {
  sign: (kind) => (kind === 'SymmetricKey' ? 'MACGenerate' : 'Sign'),
  verify: (kind) => (kind === 'SymmetricKey' ? 'MACVerify' : 'Verify'),
  encrypt: () => 'Encrypt',
  decrypt: () => 'Decrypt',
  wrapKey: () => 'WrapKey',
  unwrapKey: () => 'UnwrapKey',
  deriveKey: (kind) => (kind === 'SymmetricKey' ? 'DeriveKey' : 'KeyAgreement'),
  deriveBits: (kind) => (kind === 'SymmetricKey' ? 'DeriveKey' : 'KeyAgreement'),
}

const purposes: Readonly<Record<'sig' | 'enc' | 'wrap' | 'agree', Readonly<Record<KeyKind, readonly UsageName[]>>>> = {
  sig: {SymmetricKey: ['MACGenerate', 'MACVerify'], PrivateKey: ['Sign'], PublicKey: ['Verify']},
  enc: {SymmetricKey: ['Encrypt', 'Decrypt'], PrivateKey: ['Decrypt', 'UnwrapKey'], PublicKey: ['Encrypt', 'WrapKey']},
  wrap: {
    SymmetricKey: ['WrapKey', 'UnwrapKey'],
    PrivateKey: ['Decrypt', 'UnwrapKey'],
    PublicKey: ['Encrypt', 'WrapKey'],
  },
  agree: {SymmetricKey: ['DeriveKey'], PrivateKey: ['KeyAgreement'], PublicKey: ['KeyAgreement']},
}

/** Algorithms of RFC 7518 and RFC 8037, by what they do with a key. */
const byAlgorithm: readonly (readonly [RegExp, keyof typeof purposes])[] = [
  [/^(?:HS|RS|PS|ES)(?:256|384|512)$|^ES256K$|^EdDSA$|^Ed(?:25519|448)$/, 'sig'],
  [/^A(?:128|192|256)(?:KW|GCMKW)$/, 'wrap'],
  [/^A(?:128|192|256)(?:GCM|CBC)$|^C20P$/, 'enc'],
  [/^RSA/, 'enc'],
  [/^ECDH/, 'agree'],
]

/** The Cryptographic Usage Mask that a JWK asks for; undefined where it says nothing that KMIP has a bit for. */
export function usageOf({alg, use, keyOps}: JwkUse, kind: KeyKind): number | undefined {
  const named = (keyOps ?? []).flatMap((name) => operations[name]?.(kind) ?? [])
  if (named.length > 0) return CryptographicUsageMask.of(...named)
  const byName = alg === undefined ? undefined : byAlgorithm.find(([pattern]) => pattern.test(alg))?.[1]
  const purpose = byName ?? (use === 'sig' || use === 'enc' ? use : undefined)
  return purpose === undefined ? undefined : CryptographicUsageMask.of(...purposes[purpose][kind])
}

const symmetricAlgorithms: readonly (readonly [RegExp, AlgorithmName])[] = [
  [/^HS256$/, 'HMAC_SHA256'],
  [/^HS384$/, 'HMAC_SHA384'],
  [/^HS512$/, 'HMAC_SHA512'],
  [/^HS1$/, 'HMAC_SHA1'],
  [/^A(?:128|192|256)(?:KW|GCMKW|GCM|CBC|CTR)$/, 'AES'],
  [/^C20P$/, 'ChaCha20Poly1305'],
]

/** What a symmetric key is for; keys of composite algorithms (A128CBC-HS256) are none of one. */
export function symmetricAlgorithmOf(alg: string | undefined): AlgorithmName | undefined {
  return alg === undefined ? undefined : symmetricAlgorithms.find(([pattern]) => pattern.test(alg))?.[1]
}

/** `alg` of a symmetric key, where its algorithm has but one. */
export function algOfSymmetric(algorithm: string | number | undefined): string | undefined {
  const algs: Readonly<Record<string, string>> = {HMAC_SHA256: 'HS256', HMAC_SHA384: 'HS384', HMAC_SHA512: 'HS512'}
  return algorithm === undefined ? undefined : algs[algorithm]
}
