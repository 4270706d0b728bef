import type {OperationName} from '../kmip/schema/operation.ts'
import {operationFlagName} from './operation-name.ts'
import type {RoleDescription} from './roles.ts'

/** Names that Vault writes in its own way, all of which are understood. */
const vaultNames: Readonly<Partial<Record<OperationName, readonly string[]>>> = {
  CreateKeyPair: ['create_keypair', 'create_key_pair'],
  ReKey: ['rekey'],
  ReKeyKeyPair: ['rekey_keypair', 'rekey_key_pair'],
}

/** The flags of an operation in Vault's roles: `operation_get_attributes`; two for the operations that Vault spells in two ways. */
export function vaultOperationFlags(operation: OperationName): readonly string[] {
  const names = vaultNames[operation] ?? [operationFlagName(operation).replaceAll('-', '_')]
  return names.map((name) => `operation_${name}`)
}

/**
 * A role as Vault reads it back: the flags that are granted and no others, and the key and lifetime of its credentials
 * with an empty text and zeros where the configuration decides. The lifetime has two names, since Vault writes it under
 * one and reads it under the other.
 */
export function vaultRole(role: RoleDescription): Readonly<Record<string, string | number | boolean>> {
  const {keyType = '', keyBits = 0, ttlSeconds = 0, authority} = role
  return {
    ...Object.fromEntries(grantedFlags(role).map((flag) => [flag, true])),
    ...(authority === undefined ? {} : {ca: authority}),
    tls_client_key_bits: keyBits,
    tls_client_key_ttl: ttlSeconds,
    tls_client_key_type: keyType,
    tls_client_ttl: ttlSeconds,
  }
}

function grantedFlags({grant}: RoleDescription): readonly string[] {
  return grant.kind === 'some' ? grant.operations.flatMap(vaultOperationFlags).sort() : [`operation_${grant.kind}`]
}
