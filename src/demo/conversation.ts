import {OperationFailedError} from '../client/operation-failed-error.ts'
import type {KmipClient} from '../client/kmip-client.ts'
import {AttributeSet} from '../kmip/attributes/attribute-set.ts'
import type {ResultReasonName} from '../kmip/error.ts'
import {Activate} from '../kmip/operations/activate.ts'
import {Create} from '../kmip/operations/create.ts'
import {Decrypt} from '../kmip/operations/decrypt.ts'
import {Destroy} from '../kmip/operations/destroy.ts'
import {Encrypt} from '../kmip/operations/encrypt.ts'
import {Get} from '../kmip/operations/get.ts'
import {Locate} from '../kmip/operations/locate.ts'
import {ReKey} from '../kmip/operations/re-key.ts'
import {Revoke} from '../kmip/operations/revoke.ts'
import {CryptographicUsageMask} from '../kmip/spec/masks.ts'
import type {Narrator} from './narrator.ts'

/** Clients of two scopes: what one makes the other must not see. */
export interface Clients {
  readonly app: KmipClient
  readonly stranger: KmipClient
}

/** The operations that the demonstration uses, for its role. */
export const demonstrated = [
  'create',
  'activate',
  'get',
  'locate',
  'encrypt',
  'decrypt',
  'rekey',
  'revoke',
  'destroy',
] as const

const parameters = {blockCipherMode: 'GCM', cryptographicAlgorithm: 'AES'} as const
const payrollName = {nameValue: 'payroll', nameType: 'UninterpretedTextString'} as const
const plainText = 'Attack at dawn'

/** A key from its creation to its destruction, each answer checked; throws when the server does not do as it should. */
export async function converse({app, stranger}: Clients, narrator: Narrator): Promise<void> {
  narrator.step('Create an AES-256 key named payroll')
  const {uniqueIdentifier} = await app.call(Create, {objectType: 'SymmetricKey', attributes: payrollKey()})

  narrator.step('Activate it, so that it may be used')
  await app.call(Activate, {uniqueIdentifier})

  await encryptAndDecrypt(app, narrator, uniqueIdentifier)

  narrator.step('Locate the key by its name')
  const located = await app.call(Locate, {attributes: new AttributeSet().set('Name', payrollName)})
  expectTruth(located.uniqueIdentifier?.includes(uniqueIdentifier) === true, 'Locate did not find the key')

  narrator.step('Ask for the key as a client of another scope: there is no such object')
  await expectRefusal('ItemNotFound', () => stranger.call(Get, {uniqueIdentifier}))

  narrator.step('Re-key: a new key takes over the name, the old one can still decrypt')
  const replacement = await app.call(ReKey, {uniqueIdentifier})
  expectTruth(replacement.uniqueIdentifier !== uniqueIdentifier, 'Re-key gave no new key')

  narrator.step('Destroy the old key: refused, it is still active')
  await expectRefusal('PermissionDenied', () => app.call(Destroy, {uniqueIdentifier}))

  narrator.step('Revoke it first')
  const revocationReason = {revocationReasonCode: 'Superseded', revocationMessage: 'Replaced by Re-key'} as const
  await app.call(Revoke, {uniqueIdentifier, revocationReason})

  narrator.step('Now it can be destroyed')
  await app.call(Destroy, {uniqueIdentifier})
}

function payrollKey(): AttributeSet {
  return new AttributeSet()
    .set('CryptographicAlgorithm', 'AES')
    .set('CryptographicLength', 256)
    .set('CryptographicUsageMask', CryptographicUsageMask.of('Encrypt', 'Decrypt'))
    .set('Name', payrollName)
}

async function encryptAndDecrypt(app: KmipClient, narrator: Narrator, uniqueIdentifier: string): Promise<void> {
  narrator.step(`Encrypt "${plainText}" with it, AES-GCM; the server makes the nonce`)
  const encrypted = await app.call(Encrypt, {
    uniqueIdentifier,
    cryptographicParameters: parameters,
    data: Buffer.from(plainText),
  })

  narrator.step('Decrypt it again')
  const decrypted = await app.call(Decrypt, {
    uniqueIdentifier,
    cryptographicParameters: parameters,
    data: encrypted.data,
    ivCounterNonce: encrypted.ivCounterNonce,
    authenticatedEncryptionTag: encrypted.authenticatedEncryptionTag,
  })
  const text = Buffer.from(decrypted.data ?? []).toString('utf8')
  expectTruth(text === plainText, 'Decrypt gave another text')
  narrator.remark(`The data is "${text}" again`)
}

function expectTruth(condition: boolean, problem: string): void {
  if (!condition) throw new Error(problem)
}

async function expectRefusal(reason: ResultReasonName, call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (error instanceof OperationFailedError && error.resultReason === reason) return
    throw error
  }
  throw new Error(`The server should have refused with ${reason}`)
}
