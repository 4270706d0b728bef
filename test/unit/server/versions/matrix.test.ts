import {describe, expect, it} from 'vitest'
import type {AttributeItem} from '../../../../src/kmip/attributes/attribute-item.ts'
import {AttributeSet, type AttributeKey} from '../../../../src/kmip/attributes/attribute-set.ts'
import {definitionOf, isStandard} from '../../../../src/kmip/attributes/lookup.ts'
import {attributeNode} from '../../../../src/kmip/attributes/search-key.ts'
import {decodeStored} from '../../../../src/kmip/attributes/stored.ts'
import {encodeAttributeV1} from '../../../../src/kmip/attributes/wire-v1.ts'
import {encodeAttributeV2} from '../../../../src/kmip/attributes/wire-v2.ts'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributeList} from '../../../../src/kmip/operations/get-attribute-list.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {Revoke} from '../../../../src/kmip/operations/revoke.ts'
import {Sign} from '../../../../src/kmip/operations/sign.ts'
import {SignatureVerify} from '../../../../src/kmip/operations/signature-verify.ts'
import {inRange, isBefore, type Version} from '../../../../src/kmip/spec/version.ts'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {maskOf, rawKey, register, repeated, utf8, type AttributeValues} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'
import {attributesAt, hasType, registrable, spoken} from '../../../support/versioned-objects.ts'

/*
 * Objects written at each version are read, changed and used at each version. That no answer holds anything newer than
 * its version the test engine sees to.
 */

const aes: AttributeValues = {CryptographicAlgorithm: 'AES', CryptographicLength: 256}
const ecdsa: AttributeValues = {CryptographicAlgorithm: 'ECDSA', CryptographicLength: 256}

type Written = readonly [what: string, id: string]

async function create(t: TestEngine, version: Version): Promise<string> {
  const request = {objectType: 'SymmetricKey', attributes: attributesAt(version, 'SymmetricKey', aes)} as const
  return (await t.call(Create, request, {version})).uniqueIdentifier
}

async function createPair(t: TestEngine, version: Version): Promise<Written[]> {
  const privateKey = {...ecdsa, CryptographicUsageMask: maskOf('Sign')}
  const publicKey = {...ecdsa, CryptographicUsageMask: maskOf('Verify')}
  const pair = await t.call(
    CreateKeyPair,
    {
      privateKeyAttributes: attributesAt(version, 'PrivateKey', privateKey),
      publicKeyAttributes: attributesAt(version, 'PublicKey', publicKey),
    },
    {version},
  )
  return [
    ['created private key', pair.privateKeyUniqueIdentifier],
    ['created public key', pair.publicKeyUniqueIdentifier],
  ]
}

/** One object of each type and of each way to make it that the version has. */
async function written(t: TestEngine, version: Version): Promise<Written[]> {
  const all: Written[] = [['created key', await create(t, version)], ...(await createPair(t, version))]
  for (const object of registrable) {
    if (!hasType(object.type, version)) continue
    const values = object.type === 'SymmetricKey' ? aes : {}
    const id = await register(t, object, attributesAt(version, object.type, values), {version})
    all.push([`registered ${object.type}`, id])
  }
  if (inRange(Import.range, version)) {
    const set = attributesAt(version, 'SymmetricKey', {...aes, LeaseTime: 77, State: 'PreActive'})
    const request = {uniqueIdentifier: 'imported', attributes: set, object: rawKey(repeated(9, 32))}
    all.push(['imported key', (await t.call(Import, request, {version})).uniqueIdentifier])
  }
  return all
}

/** Every attribute with its values as bytes, one after the other. */
type Plain = Readonly<Record<string, readonly string[]>>

function plain(set: AttributeSet | undefined): Plain {
  const keys = (set?.keys() ?? []).toSorted()
  return Object.fromEntries(keys.map((key) => [key, (set?.all(key) ?? []).map((value) => hexOf(key, value))]))
}

function hexOf(key: AttributeKey, value: unknown): string {
  const node = attributeNode(key, value)
  return node === undefined ? '' : Buffer.from(writeBinary(node)).toString('hex')
}

async function stored(t: TestEngine, id: string): Promise<AttributeSet> {
  const object = await t.engine.store.read(({objects}) => objects.get('one', id))
  return object === undefined ? new AttributeSet() : decodeStored(object.attributes)
}

/** The values that have a form in the version. */
function expressible(set: AttributeSet, version: Version): AttributeSet {
  const encode = isBefore(version, '2.0') ? encodeAttributeV1 : encodeAttributeV2
  const found = new AttributeSet()
  for (const key of set.keys()) {
    for (const {index, value} of set.instances(key)) {
      if (encode({key, index, value}, version) !== undefined) found.add(key, value, index)
    }
  }
  return found
}

/** What reading or changing the object elsewhere alters by intent. */
const unsteady: readonly AttributeKey[] = ['ContactInformation', 'Fresh', 'LastChangeDate']

async function readAt(t: TestEngine, [what, id]: Written, version: Version): Promise<void> {
  const place = `${what} at ${version}`
  const before = await stored(t, id)
  const known = expressible(before, version)
  const options = {version}
  const {attributes: found} = await t.call(GetAttributes, {uniqueIdentifier: id}, options)
  expect((found?.keys() ?? []).toSorted(), place).toEqual(known.keys().toSorted())
  const whole = (set: AttributeSet | undefined): Plain => plain(set?.pick((key) => isWholeAt(key, version)))
  expect(whole(found), place).toEqual(whole(known))
  const {attributeReferences: list} = await t.call(GetAttributeList, {uniqueIdentifier: id}, options)
  expect(list, place).toEqual(expect.arrayContaining(known.keys()))
  const located = await t.call(Locate, {attributes: found}, options)
  expect(located.uniqueIdentifier, place).toEqual([id])
  const type = before.get('ObjectType') as Parameters<typeof hasType>[0]
  if (hasType(type, version)) expect((await t.call(Get, {uniqueIdentifier: id}, options)).objectType).toBe(type)
  else expect((await t.refusal(Get, {uniqueIdentifier: id}, options)).resultStatus, place).toBe('OperationFailed')
}

/** Attributes of which the older versions have not all members. */
const growing: Readonly<Partial<Record<AttributeKey, Version>>> = {
  CryptographicParameters: '1.4',
  // Its bits come and go
  CryptographicUsageMask: '3.0',
  Digest: '1.1',
}

function isWholeAt(key: AttributeKey, version: Version): boolean {
  const since = growing[key]
  return since === undefined || !isBefore(version, since)
}

async function changeAt(t: TestEngine, uniqueIdentifier: string, version: Version): Promise<void> {
  const newAttribute: AttributeItem = {key: 'ContactInformation', index: undefined, value: `somebody at ${version}`}
  await t.call(ModifyAttribute, {uniqueIdentifier, newAttribute}, {version})
}

describe.each(spoken)('what is written at %s', (writer) => {
  it('is read, found and changed at every version, and stays as it is in all else', async () => {
    const t = await createTestEngine()
    for (const one of await written(t, writer)) {
      const [what, id] = one
      const before = await stored(t, id)
      for (const reader of spoken) {
        await readAt(t, one, reader)
        await changeAt(t, id, reader)
      }
      const after = await stored(t, id)
      const steady = (set: AttributeSet): Plain => plain(set.pick((key) => !unsteady.includes(key)))
      expect(steady(after), what).toEqual(steady(before))
      expect(after.get('ContactInformation')).toBe('somebody at 2.1')
    }
    expect(t.internalErrors).toEqual([])
  })

  it('is replaced at every version by a key with the same attributes', async () => {
    const t = await createTestEngine()
    for (const reader of spoken) {
      const id = await create(t, writer)
      const before = await stored(t, id)
      const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: id}, {version: reader})
      const after = await stored(t, uniqueIdentifier)
      const copied = (set: AttributeSet): Plain => plain(set.pick((key) => isCopied(key)))
      expect(copied(after), reader).toEqual(copied(before))
    }
    expect(t.internalErrors).toEqual([])
  })

  it('is used, ended and destroyed at every version', async () => {
    const t = await createTestEngine()
    for (const reader of spoken) {
      const [key, pair] = [await create(t, writer), await createPair(t, writer)]
      const ids = [key, ...pair.map(([, id]) => id)]
      const options = {version: reader}
      const now = t.engine.clock()
      for (const uniqueIdentifier of ids) await t.call(Activate, {uniqueIdentifier}, options)
      t.setNow(new Date(now.getTime() + 200_000))
      if (inRange(Encrypt.range, reader)) await crypt(t, ids, reader)
      t.setNow(now)
      const revocationReason = {revocationReasonCode: 'CessationOfOperation'} as const
      for (const uniqueIdentifier of ids) {
        await t.call(Revoke, {uniqueIdentifier, revocationReason}, options)
        await t.call(Destroy, {uniqueIdentifier}, options)
        expect((await stored(t, uniqueIdentifier)).get('State')).toBe('Destroyed')
      }
    }
    expect(t.internalErrors).toEqual([])
  })
})

/** What is encrypted and signed at a version is decrypted and verified at the oldest and the newest. */
async function crypt(t: TestEngine, [key, privateKey, publicKey]: readonly string[], version: Version): Promise<void> {
  const data = utf8('data')
  const cryptographicParameters = {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'} as const
  const sealed = await t.call(Encrypt, {uniqueIdentifier: key, cryptographicParameters, data}, {version})
  const hashing = {digitalSignatureAlgorithm: 'ECDSAWithSHA256'} as const
  const signature = await t.call(
    Sign,
    {uniqueIdentifier: privateKey, cryptographicParameters: hashing, data},
    {version},
  )
  for (const other of ['1.2', '2.1'] as const) {
    const opened = await t.call(
      Decrypt,
      {uniqueIdentifier: key, cryptographicParameters, data: sealed.data, ivCounterNonce: sealed.ivCounterNonce},
      {version: other},
    )
    expect(opened.data).toEqual(data)
    const {validityIndicator} = await t.call(
      SignatureVerify,
      {
        uniqueIdentifier: publicKey,
        cryptographicParameters: hashing,
        data,
        signatureData: signature.signatureData,
      },
      {version: other},
    )
    expect(validityIndicator).toBe('Valid')
  }
}

/** KMIP 1.4 section 4.4: what of a key its replacement has too. */
function isCopied(key: AttributeKey): boolean {
  const own: readonly AttributeKey[] = [
    'Digest',
    'InitialDate',
    'LastChangeDate',
    'Link',
    'OriginalCreationDate',
    'ShortUniqueIdentifier',
    'UniqueIdentifier',
  ]
  return !own.includes(key) && (!isStandard(key) || !definitionOf(key).name.startsWith('Rotate'))
}
