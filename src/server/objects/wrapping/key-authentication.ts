import {mac, verifyMac, type MacParameters} from '../../../crypto/mac.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {CryptographicParameters} from '../../../kmip/structures/cryptographic-parameters.ts'
import {checkUse, type Use} from '../../lifecycle/usage.ts'
import type {OperationContext} from '../../context.ts'
import {secretBytesOf} from '../key-material.ts'
import type {ServerObject} from '../server-object.ts'
import {spend} from '../spending.ts'
import type {KeyEncryption} from './key-encryption.ts'

const macUse: Use = {name: 'MAC', mask: 'MACGenerate', protects: true}
const macVerifyUse: Use = {name: 'MAC Verify', mask: 'MACVerify', protects: false}

/** The MAC of a key value, or of its ciphertext. KMIP 1.4 section 2.1.5. */
export async function authenticateKey(
  context: OperationContext,
  {key, parameters}: KeyEncryption,
  value: Uint8Array,
): Promise<Uint8Array> {
  const bytes = secretBytesOf(key)
  checkUse(key, macUse, context.now)
  await spend(context, key, macUse, {byteCount: value.length})
  return mac(bytes, macParameters(key, parameters), [value])
}

/** Fails with Cryptographic Failure for a MAC that is not that of the value. */
export function verifyKey(
  {now}: OperationContext,
  {key, parameters}: KeyEncryption,
  {value, sent}: {readonly value: Uint8Array; readonly sent: Uint8Array},
): void {
  const bytes = secretBytesOf(key)
  checkUse(key, macVerifyUse, now)
  if (verifyMac(bytes, macParameters(key, parameters), {parts: [value], sent})) return
  throw new KmipError(
    'CryptographicFailure',
    `The MAC/Signature is not that which key ${key.id} makes of the key value`,
  )
}

function macParameters({attributes}: ServerObject, parameters: CryptographicParameters): MacParameters {
  return {
    keyAlgorithm: attributes.get('CryptographicAlgorithm'),
    algorithm: parameters.cryptographicAlgorithm,
    mode: parameters.blockCipherMode,
    hash: parameters.hashingAlgorithm,
  }
}
