import {describe, expect, it} from 'vitest'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {DiscoverVersions} from '../../../../src/kmip/operations/discover-versions.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributeList} from '../../../../src/kmip/operations/get-attribute-list.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {decodeResponse, type ResponseMessage} from '../../../../src/kmip/message/message.ts'
import type {Operation} from '../../../../src/kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../../../src/kmip/schema/structure.ts'
import {unwrapKey} from '../../../../src/crypto/key-wrap.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {headerVersion, itemsOf} from '../../../support/answer-faults.ts'
import {capture, captures, createNumberingEngine, replay, requestOf} from '../../../support/captures.ts'
import {maskOf, registerAes, repeated, stateOf} from '../../../support/managed-objects.ts'
import {answerOf, type TestEngine} from '../../../support/test-engine.ts'
import {ItemType, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'

/** The texts under all Unique Identifier items, each once. */
function identifiersIn(node: TtlvNode): string[] {
  if (node.tag === Tag.UniqueIdentifier && node.type === ItemType.TextString) return [node.value]
  return node.type === ItemType.Structure ? [...new Set(node.value.flatMap(identifiersIn))] : []
}

describe('Every captured request', () => {
  it.each(captures)('of $client: $label is decoded and answered in its version', async (one) => {
    const t = await createNumberingEngine()
    const request = requestOf(one)
    const answer = await t.send(request)
    expect(headerVersion(answer)).toBe(headerVersion(request))
    expect(itemsOf(answer, Tag.BatchItem).length).toBeGreaterThan(0)
    expect(t.internalErrors).toEqual([])
  })
})

describe('A day of libkmip, kmippp and kmipclient', () => {
  it('gets the identifiers and successes that another server gave', async () => {
    const t = await createNumberingEngine()
    const played = captures.filter(({identifiers}) => identifiers !== undefined)
    expect(played).toHaveLength(53)
    for (const one of played) {
      const answer = await t.send(requestOf(one))
      const failed = decodeResponse(answer).batchItems?.some(({resultStatus}) => resultStatus !== 'Success')
      const found = identifiersIn(answer).sort()
      expect([one.client, one.label, failed, found]).toEqual([
        one.client,
        one.label,
        one.fails,
        [...(one.identifiers ?? [])].sort(),
      ])
    }
  })
})

describe('PyKMIP', () => {
  const client = 'PyKMIP 0.10.0'

  async function answers<Req extends Fields, Res extends Fields>(
    t: TestEngine,
    operation: Operation<Req, Res>,
    label: string,
  ): Promise<FieldValues<Res>> {
    return answerOf(operation, (await replay(t, capture(client, label))).batchItems?.[0])
  }

  it('creates, activates, uses, wraps and ends a key', async () => {
    const t = await createNumberingEngine()
    await replay(t, capture(client, 'create aes256'))
    const kek = repeated(9, 32)
    expect(await registerAes(t, kek, {CryptographicUsageMask: maskOf('WrapKey')})).toBe('2')
    const got = await answers(t, Get, 'get')
    expect(got.uniqueIdentifier).toBe('1')
    const key = keyBlockOf(got.object)?.keyValue
    await replay(t, capture(client, 'activate'))
    const {attributes} = await answers(t, GetAttributes, 'get_attributes')
    expect(attributes?.keys()).toEqual(['State'])
    expect(attributes?.get('State')).toBe('Active')
    expect((await answers(t, GetAttributeList, 'get_attribute_list')).attributeReferences).toContain('State')
    expect(await answers(t, Encrypt, 'encrypt')).toMatchObject({ivCounterNonce: {length: 16}, data: {length: 32}})
    const wrapped = keyBlockOf((await answers(t, Get, 'get wrapped')).object)?.keyValue
    if (wrapped?.kind !== 'plain' || !(wrapped.keyMaterial instanceof Uint8Array)) throw new Error('No bytes')
    const keyMaterial = Uint8Array.from(unwrapKey(kek, wrapped.keyMaterial))
    expect({kind: 'plain', keyMaterial}).toEqual(key)
    expect((await answers(t, ReKey, 'rekey')).uniqueIdentifier).toBe('3')
    expect((await answers(t, ReKey, 'rekey offset')).uniqueIdentifier).toBe('4')
    await replay(t, capture(client, 'revoke'))
    expect(await stateOf(t, '1')).toBe('Deactivated')
    await replay(t, capture(client, 'destroy'))
    expect(await stateOf(t, '1')).toBe('Destroyed')
  })

  it('is told that data of another key cannot be decrypted', async () => {
    const t = await createNumberingEngine()
    await replay(t, capture(client, 'create aes256'))
    await replay(t, capture(client, 'activate'))
    const {batchItems} = await replay(t, capture(client, 'decrypt'))
    expect(batchItems?.[0]).toMatchObject({operation: 'Decrypt', resultReason: 'CryptographicFailure'})
  })

  it.each([
    'register symkey',
    'register symkey no mask',
    'register secret',
    'register secret no mask',
    'register secret named',
    'register opaque',
    'create aes256 name opn',
    'create aes256 creds',
  ])('can %s, twice with the same name', async (label) => {
    const t = await createNumberingEngine()
    for (const id of ['1', '2']) {
      const {batchItems} = await replay(t, capture(client, label))
      expect(batchItems?.[0]?.resultStatus).toBe('Success')
      await t.call(Get, {uniqueIdentifier: id}, {version: '1.2'})
    }
  })

  it('finds by name and type, and pages fresh objects', async () => {
    const t = await createNumberingEngine()
    for (const _ of [1, 2, 3]) await replay(t, capture(client, 'create aes256 name opn'))
    expect((await answers(t, Locate, 'locate objtype')).uniqueIdentifier).toEqual(['3', '2', '1'])
    expect((await answers(t, Locate, 'locate name')).uniqueIdentifier).toEqual(['3'])
    expect((await answers(t, Locate, 'locate group')).uniqueIdentifier).toEqual(['2', '1'])
  })

  it('learns versions and operations', async () => {
    const t = await createNumberingEngine()
    expect((await answers(t, DiscoverVersions, 'discover')).protocolVersion).toHaveLength(7)
    expect((await answers(t, Query, 'query')).operation).toContain('Encrypt')
  })
})

describe('libmongocrypt', () => {
  const client = 'libmongocrypt'

  function success(message: ResponseMessage) {
    return message.batchItems?.[0]?.resultStatus === 'Success' ? message.batchItems[0] : undefined
  }

  it('registers, activates and gets 96 secret bytes', async () => {
    const t = await createNumberingEngine()
    for (const label of ['register-secretdata', 'activate']) {
      expect(success(await replay(t, capture(client, label)))).toBeDefined()
    }
    const {object} = answerOf(Get, success(await replay(t, capture(client, 'get'))))
    expect(object).toMatchObject({
      type: 'SecretData',
      value: {secretDataType: 'Seed', keyBlock: {keyFormatType: 'Opaque', keyValue: {keyMaterial: {length: 96}}}},
    })
  })

  it('creates at 1.2, activates at 1.0 and encrypts at 1.2', async () => {
    const t = await createNumberingEngine()
    for (const label of ['create', 'activate']) {
      expect(success(await replay(t, capture(client, label)))).toBeDefined()
    }
    const answer = answerOf(Encrypt, success(await replay(t, capture(client, 'encrypt'))))
    expect(answer).toMatchObject({uniqueIdentifier: '1', ivCounterNonce: {length: 16}, data: {length: 112}})
    const cryptographicParameters = {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'} as const
    const {ivCounterNonce, data} = answer
    const back = {uniqueIdentifier: '1', cryptographicParameters, ivCounterNonce, data}
    expect((await t.call(Decrypt, back, {version: '1.2'})).data).toHaveLength(96)
  })
})
