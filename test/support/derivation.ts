import {DeriveKey} from '../../src/kmip/operations/derive-key.ts'
import {Get} from '../../src/kmip/operations/get.ts'
import type {RequestOf} from '../../src/kmip/schema/operation.ts'
import {keyBlockOf} from '../../src/server/objects/key-material.ts'
import {attributes, hex, maskOf, register, registerAes, secret, type AttributeValues} from './managed-objects.ts'
import type {CallOptions, TestEngine} from './test-engine.ts'

type Request = RequestOf<typeof DeriveKey>

/** Of an object that may derive. */
export const deriving: AttributeValues = {CryptographicUsageMask: maskOf('DeriveKey'), ActivationDate: new Date(0)}
/** Of a derived key. */
export const aes128: AttributeValues = {
  CryptographicAlgorithm: 'AES',
  CryptographicLength: 128,
  CryptographicUsageMask: maskOf('Encrypt', 'Decrypt'),
}
export const sha256 = {hashingAlgorithm: 'SHA_256'} as const
export const baseKey = hex('00112233445566778899aabbccddeeff')

export function registerKey(t: TestEngine, key = baseKey, values: AttributeValues = {}): Promise<string> {
  return registerAes(t, key, {...deriving, ...values})
}

export function registerSecret(t: TestEngine, text = 'password', values: AttributeValues = {}): Promise<string> {
  return register(t, secret(text), {...deriving, ...values})
}

/** A request for an AES key of 128 bits from one object. */
export function requestFor(id: string, changes: Partial<Request>, values: AttributeValues = aes128): Request {
  return {
    objectType: 'SymmetricKey',
    uniqueIdentifier: [id],
    derivationMethod: 'HASH',
    derivationParameters: {},
    attributes: attributes(values),
    ...changes,
  }
}

export async function materialOf(t: TestEngine, uniqueIdentifier: string): Promise<unknown> {
  const {object} = await t.call(Get, {uniqueIdentifier})
  const value = keyBlockOf(object)?.keyValue
  return value?.kind === 'plain' ? value.keyMaterial : undefined
}

export async function derive(t: TestEngine, request: Request, options?: CallOptions): Promise<unknown> {
  return materialOf(t, (await t.call(DeriveKey, request, options)).uniqueIdentifier)
}
