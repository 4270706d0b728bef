import {describe, expect, it} from 'vitest'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {CryptographicUsageMask} from '../../../../src/kmip/spec/masks.ts'
import {CKM} from '../../../../src/server/pkcs11/spec/mechanism-types.ts'
import {CKK, CKO} from '../../../../src/server/pkcs11/spec/objects.ts'
import {CKA} from '../../../../src/server/pkcs11/spec/attribute-types.ts'
import {attributes, found, pkcs11Client, pkcs11Session, told} from '../../../support/pkcs11-client.ts'
import {createTestEngine, identityOf, start} from '../../../support/test-engine.ts'

const aes = {mechanism: CKM.AES_KEY_GEN}

async function opened() {
  const tests = await createTestEngine()
  return {tests, ...(await pkcs11Session(tests))}
}

describe('a generated key', () => {
  it('is an object of the scope, active, with the name and the uses of its template', async () => {
    const {tests, client, session} = await opened()
    const template = attributes({TOKEN: true, LABEL: 'disk', ID: Buffer.of(1, 2), VALUE_LEN: 32, ENCRYPT: true})
    const {key} = await client.call('C_GenerateKey', {session, mechanism: aes, template})
    const [id] = await told(client, session, key, 'UNIQUE_ID')
    const {attributes: kept} = await tests.call(GetAttributes, {uniqueIdentifier: id as string})
    expect(kept?.get('Name')?.nameValue).toBe('disk')
    expect(kept?.get('State')).toBe('Active')
    expect(kept?.get('CryptographicLength')).toBe(256)
    expect(kept?.get('CryptographicUsageMask')).toBe(CryptographicUsageMask.of('Encrypt'))
    const request = {
      uniqueIdentifier: id as string,
      cryptographicParameters: {blockCipherMode: 'ECB', paddingMethod: 'None'},
      data: Buffer.alloc(16),
    } as const
    expect((await tests.call(Encrypt, request)).data).toHaveLength(16)
  })

  it('tells its attributes', async () => {
    const {client, session} = await opened()
    const template = attributes({TOKEN: true, LABEL: 'k', ID: Buffer.of(7), VALUE_LEN: 16, SENSITIVE: true})
    const {key} = await client.call('C_GenerateKey', {session, mechanism: aes, template})
    const names = [
      'CLASS',
      'KEY_TYPE',
      'TOKEN',
      'LABEL',
      'ID',
      'VALUE_LEN',
      'SENSITIVE',
      'EXTRACTABLE',
      'LOCAL',
    ] as const
    expect(await told(client, session, key, ...names)).toEqual([4, 0x1f, true, 'k', Buffer.of(7), 16, true, true, true])
    expect(await told(client, session, key, 'ENCRYPT', 'DECRYPT', 'WRAP', 'DERIVE')).toEqual([true, true, true, false])
    const value = {session, object: key, template: [{type: CKA.VALUE, count: 99}]}
    expect(await client.code('C_GetAttributeValue', value)).toBe('ATTRIBUTE_SENSITIVE')
    const unknown = {session, object: key, template: [{type: CKA.MODULUS, count: 99}]}
    expect(await client.code('C_GetAttributeValue', unknown)).toBe('ATTRIBUTE_TYPE_INVALID')
    const small = {session, object: key, template: [{type: CKA.ID, count: 0}]}
    expect(await client.code('C_GetAttributeValue', small)).toBe('BUFFER_TOO_SMALL')
    const {template: lengths} = await client.call('C_GetAttributeValue', {
      session,
      object: key,
      template: [{type: CKA.LABEL}, {type: CKA.CLASS}],
    })
    expect(lengths).toEqual([
      {type: CKA.LABEL, count: 1},
      {type: CKA.CLASS, count: 1},
    ])
  })

  it('gives its value only to a role that may get it', async () => {
    const tests = await createTestEngine()
    const {client, session} = await pkcs11Session(tests)
    const template = attributes({TOKEN: true, VALUE_LEN: 16})
    const {key} = await client.call('C_GenerateKey', {session, mechanism: aes, template})
    const [value] = await told(client, session, key, 'VALUE')
    expect(value).toHaveLength(16)
    const identity = identityOf('one', ['PKCS_11', 'Locate', 'GetAttributes'])
    const other = await pkcs11Session(tests, {identity})
    const [handle = 0] = await found(other.client, other.session, [])
    const wanted = {session: other.session, object: handle, template: [{type: CKA.VALUE, count: 16}]}
    expect(await other.client.code('C_GetAttributeValue', wanted)).toBe('ATTRIBUTE_SENSITIVE')
    expect(await other.client.code('C_GenerateKey', {session: other.session, mechanism: aes, template})).toBe(
      'FUNCTION_REJECTED',
    )
  })

  it('lives in the session without CKA_TOKEN: nobody else sees it, and it goes with the session', async () => {
    const {tests, client, session} = await opened()
    const {key} = await client.call('C_GenerateKey', {
      session,
      mechanism: aes,
      template: attributes({LABEL: 'passing', VALUE_LEN: 16}),
    })
    expect(await told(client, session, key, 'TOKEN')).toEqual([false])
    const mechanism = {mechanism: CKM.AES_ECB}
    await client.call('C_EncryptInit', {session, mechanism, key})
    const sent = {session, data: Buffer.alloc(16), result: {wanted: true}}
    expect((await client.call('C_Encrypt', sent)).result.length).toBe(16)
    expect(await found(client, session, attributes({LABEL: 'passing'}))).toEqual([key])
    expect((await tests.call(Locate, {})).uniqueIdentifier ?? []).toEqual([])
    const {session: other} = await client.call('C_OpenSession', {slotID: 1, flags: 4})
    await client.call('C_CloseSession', {session})
    expect(await found(client, other, attributes({LABEL: 'passing'}))).toEqual([])
    expect(await client.code('C_EncryptInit', {session: other, mechanism, key})).toBe('KEY_HANDLE_INVALID')
  })

  it('is no object of the token in a session that only reads', async () => {
    const tests = await createTestEngine()
    const client = await pkcs11Client(tests)
    const {session} = await client.call('C_OpenSession', {slotID: 1, flags: 4})
    const input = (TOKEN: boolean) => ({session, mechanism: aes, template: attributes({TOKEN, VALUE_LEN: 16})})
    expect(await client.code('C_GenerateKey', input(true))).toBe('SESSION_READ_ONLY')
    expect(await client.code('C_GenerateKey', input(false))).toBe('OK')
  })

  it('is refused for templates that lack something, contradict themselves or say what the token says', async () => {
    const {client, session} = await opened()
    const code = (template: ReturnType<typeof attributes>, mechanism = aes) =>
      client.code('C_GenerateKey', {session, mechanism, template})
    expect(await code([])).toBe('TEMPLATE_INCOMPLETE')
    expect(await code(attributes({VALUE_LEN: 17}))).toBe('KEY_SIZE_RANGE')
    expect(await code(attributes({VALUE_LEN: 16, CLASS: CKO.PUBLIC_KEY}))).toBe('TEMPLATE_INCONSISTENT')
    expect(await code(attributes({VALUE_LEN: 16, LOCAL: true}))).toBe('ATTRIBUTE_READ_ONLY')
    expect(await code(attributes({VALUE_LEN: 16, VALUE: Buffer.alloc(16)}))).toBe('ATTRIBUTE_TYPE_INVALID')
    expect(await code(attributes({VALUE_LEN: 16, WRAP_WITH_TRUSTED: true}))).toBe('ATTRIBUTE_VALUE_INVALID')
    const twice = [...attributes({VALUE_LEN: 16}), ...attributes({VALUE_LEN: 16})]
    expect(await code(twice)).toBe('TEMPLATE_INCONSISTENT')
    expect(await code(attributes({VALUE_LEN: 16}), {mechanism: CKM.AES_CBC as never})).toBe('MECHANISM_INVALID')
  })

  it.each([
    ['DES2_KEY_GEN', {}, CKK.DES2, 16],
    ['DES3_KEY_GEN', {}, CKK.DES3, 24],
    ['GENERIC_SECRET_KEY_GEN', {VALUE_LEN: 20}, CKK.GENERIC_SECRET, 20],
  ] as const)('comes of %s', async (name, wanted, keyType, length) => {
    const {client, session} = await opened()
    const mechanism = {mechanism: CKM[name]}
    const {key} = await client.call('C_GenerateKey', {session, mechanism, template: attributes(wanted)})
    expect(await told(client, session, key, 'KEY_TYPE', 'VALUE_LEN')).toEqual([keyType, length])
    const [value] = await told(client, session, key, 'VALUE')
    expect(value).toHaveLength(length)
  })
})

describe('a search', () => {
  it('finds objects of the scope that other clients made, by label, class, type and the rest', async () => {
    const {tests, client, session} = await opened()
    const keyOf = (name: string, length: number) =>
      new AttributeSet()
        .set('Name', {nameValue: name, nameType: 'UninterpretedTextString'})
        .set('CryptographicAlgorithm', 'AES')
        .set('CryptographicLength', length)
        .set('CryptographicUsageMask', CryptographicUsageMask.of('Encrypt'))
        .set('ActivationDate', start)
    for (const [name, length] of [
      ['a', 128],
      ['b', 256],
    ] as const) {
      await tests.call(Create, {objectType: 'SymmetricKey', attributes: keyOf(name, length)})
    }
    const all = await found(client, session, [])
    expect(all).toHaveLength(2)
    const [b = 0] = await found(client, session, attributes({LABEL: 'b'}))
    expect(await told(client, session, b, 'LABEL', 'VALUE_LEN')).toEqual(['b', 32])
    expect(await found(client, session, attributes({CLASS: CKO.SECRET_KEY, VALUE_LEN: 32}))).toEqual([b])
    expect(await found(client, session, attributes({CLASS: CKO.SECRET_KEY, KEY_TYPE: CKK.AES}))).toHaveLength(2)
    expect(await found(client, session, attributes({CLASS: CKO.PRIVATE_KEY}))).toEqual([])
    expect(await found(client, session, attributes({DECRYPT: true}))).toEqual([])
    expect(await found(client, session, attributes({ENCRYPT: true, LABEL: 'c'}))).toEqual([])
    expect(await found(client, session, [])).toEqual(all)
  })

  it('gives what it found piece by piece, and is one at a time', async () => {
    const {client, session} = await opened()
    for (let count = 0; count < 5; count++) {
      const template = attributes({TOKEN: true, VALUE_LEN: 16})
      await client.call('C_GenerateKey', {session, mechanism: aes, template})
    }
    const next = async (maxObjectCount: number) =>
      (await client.call('C_FindObjects', {session, maxObjectCount})).objects
    expect(await client.code('C_FindObjects', {session, maxObjectCount: 1})).toBe('OPERATION_NOT_INITIALIZED')
    await client.call('C_FindObjectsInit', {session, template: []})
    expect(await client.code('C_FindObjectsInit', {session, template: []})).toBe('OPERATION_ACTIVE')
    const handles = [...(await next(2)), ...(await next(0)), ...(await next(9)), ...(await next(9))]
    expect(new Set(handles).size).toBe(5)
    expect(handles).toHaveLength(5)
    await client.call('C_FindObjectsFinal', {session})
    expect(await client.code('C_FindObjectsFinal', {session})).toBe('OPERATION_NOT_INITIALIZED')
  })

  it('needs a role that may locate, and finds nothing of another scope', async () => {
    const {tests, client, session} = await opened()
    const template = attributes({TOKEN: true, VALUE_LEN: 16})
    await client.call('C_GenerateKey', {session, mechanism: aes, template})
    const poor = await pkcs11Session(tests, {identity: identityOf('one', ['PKCS_11'])})
    expect(await poor.client.code('C_FindObjectsInit', {session: poor.session, template: []})).toBe('FUNCTION_REJECTED')
    const other = await pkcs11Session(tests, {identity: identityOf('two')})
    expect(await found(other.client, other.session, [])).toEqual([])
  })

  it('does not find out what may not be told', async () => {
    const {client, session} = await opened()
    const value = Buffer.alloc(16, 5)
    const make = (SENSITIVE: boolean) =>
      client.call('C_CreateObject', {
        session,
        template: attributes({CLASS: CKO.SECRET_KEY, KEY_TYPE: CKK.AES, VALUE: value, SENSITIVE}),
      })
    await make(true)
    const {object} = await make(false)
    expect(await found(client, session, attributes({VALUE: value}))).toEqual([object])
  })
})

describe('an object', () => {
  it('is changed as KMIP lets it be', async () => {
    const {client, session} = await opened()
    const template = attributes({TOKEN: true, LABEL: 'old', VALUE_LEN: 16, ENCRYPT: true})
    const {key: object} = await client.call('C_GenerateKey', {session, mechanism: aes, template})
    const set = (values: Parameters<typeof attributes>[0]) =>
      client.code('C_SetAttributeValue', {session, object, template: attributes(values)})
    expect(await set({LABEL: 'new', ID: Buffer.of(9), SENSITIVE: true, EXTRACTABLE: false})).toBe('OK')
    const names = ['LABEL', 'ID', 'SENSITIVE', 'EXTRACTABLE'] as const
    expect(await told(client, session, object, ...names)).toEqual(['new', Buffer.of(9), true, false])
    expect(await set({EXTRACTABLE: true})).toBe('ATTRIBUTE_READ_ONLY')
    expect(await set({DECRYPT: true})).toBe('ATTRIBUTE_READ_ONLY')
    expect(await set({SENSITIVE: false})).toBe('ATTRIBUTE_READ_ONLY')
    expect(await set({LABEL: 'never', VALUE_LEN: 32})).toBe('ATTRIBUTE_READ_ONLY')
    expect(await told(client, session, object, 'LABEL')).toEqual(['new'])
    expect(await set({LABEL: ''})).toBe('OK')
    expect(await told(client, session, object, 'LABEL')).toEqual([''])
  })

  it('is destroyed, active or not, where the role may revoke and destroy', async () => {
    const {tests, client, session} = await opened()
    const template = attributes({TOKEN: true, VALUE_LEN: 16})
    const {key: object} = await client.call('C_GenerateKey', {session, mechanism: aes, template})
    const identity = identityOf('one', ['PKCS_11', 'Locate', 'Destroy'])
    const poor = await pkcs11Session(tests, {identity})
    const [theirs = 0] = await found(poor.client, poor.session, [])
    const refused = {session: poor.session, object: theirs}
    expect(await poor.client.code('C_DestroyObject', refused)).toBe('ACTION_PROHIBITED')
    const [id] = await told(client, session, object, 'UNIQUE_ID')
    await client.call('C_DestroyObject', {session, object})
    const {attributes: kept} = await tests.call(GetAttributes, {uniqueIdentifier: id as string})
    expect(kept?.get('State')).toBe('Destroyed')
    expect(await client.code('C_GetObjectSize', {session, object})).toBe('OBJECT_HANDLE_INVALID')
    expect(await found(client, session, [])).toEqual([])
  })
})
