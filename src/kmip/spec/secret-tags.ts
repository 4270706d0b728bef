import {Tag} from './tags.ts'

/**
 * Tags whose values are shown only on request. Data is plaintext as often as ciphertext, PKCS#11 parameters may hold a
 * PIN, opaque objects hold whatever their owner put there; P and Q are also public domain parameters, which is no loss.
 * A Key Value is left out: its bytes are wrapped already, and as a structure it holds attributes besides Key Material.
 */
const secretTags: ReadonlySet<number> = new Set([
  Tag.KeyMaterial,
  Tag.Key,
  Tag.PrivateExponent,
  Tag.D,
  Tag.P,
  Tag.Q,
  Tag.PrimeExponentP,
  Tag.PrimeExponentQ,
  Tag.CRTCoefficient,
  Tag.X,
  Tag.OpaqueDataValue,
  Tag.Data,
  Tag.Password,
  Tag.HashedPassword,
  Tag.ServerHashedPassword,
  Tag.OneTimePassword,
  Tag.SaltedPassword,
  Tag.HashedUsernamePassword,
  Tag.HashedPasswordUsername,
  Tag.OTPSeed,
  Tag.TicketValue,
  Tag.DerivationData,
  Tag.PKCS_11InputParameters,
  Tag.PKCS_11OutputParameters,
])

/** True for tags whose value must not be shown: key material, passwords, plaintext. */
export function isSecretTag(tag: number): boolean {
  return secretTags.has(tag)
}
