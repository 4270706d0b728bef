import {describe, expect, it} from 'vitest'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {CreateSplitKey} from '../../../../src/kmip/operations/create-split-key.ts'
import {DeriveKey} from '../../../../src/kmip/operations/derive-key.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {JoinSplitKey} from '../../../../src/kmip/operations/join-split-key.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {ReKeyKeyPair} from '../../../../src/kmip/operations/re-key-key-pair.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import type {IdentifierReference} from '../../../../src/kmip/schema/identifier.ts'
import {UniqueIdentifier} from '../../../../src/kmip/spec/enumerations.ts'
import {ItemType, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {
  aes,
  attributeOf,
  attributes,
  createActiveKey,
  createKey,
  hex,
  maskOf,
  nameOf,
  rawKey,
  repeated,
  stateOf,
} from '../../../support/managed-objects.ts'
import {
  answerOf,
  createTestEngine,
  entry,
  identityOf,
  type BatchEntry,
  type TestEngine,
} from '../../../support/test-engine.ts'
import {version, item, engine, create, word, ec, inspected, run, reasonsOf} from '../../../support/batch-references.ts'

/** The tree with a reference in the place of a text. */
function withReference(node: TtlvNode): TtlvNode {
  if (node.type === ItemType.Structure) return {...node, value: node.value.map(withReference)}
  const {tag} = node
  const isMark = node.type === ItemType.TextString && node.value === '@create'
  return isMark ? {tag, type: ItemType.Enumeration, value: UniqueIdentifier.valueOf('Create') ?? 0} : node
}

describe('A Unique Identifier in a request', () => {
  it.each<[string, (t: TestEngine) => Promise<BatchEntry>, IdentifierReference]>([
    ['Create', async () => create(), word('Create')],
    ['Create Key Pair', async () => item(CreateKeyPair, {commonAttributes: ec}), word('CreateKeyPairPrivateKey')],
    ['Create Key Pair', async () => item(CreateKeyPair, {commonAttributes: ec}), word('CreateKeyPairPublicKey')],
    [
      'Register',
      async () =>
        item(Register, {objectType: 'SymmetricKey', attributes: attributes(aes), object: rawKey(repeated(1, 32))}),
      word('Register'),
    ],
    [
      'Import',
      async () =>
        item(Import, {uniqueIdentifier: 'moved', attributes: attributes(aes), object: rawKey(repeated(1, 32))}),
      word('Import'),
    ],
    [
      'Derive Key',
      async (t) =>
        item(DeriveKey, {
          objectType: 'SecretData',
          uniqueIdentifier: [await createActiveKey(t, {CryptographicUsageMask: maskOf('DeriveKey')})],
          derivationMethod: 'HASH',
          derivationParameters: {cryptographicParameters: {hashingAlgorithm: 'SHA_256'}},
          attributes: attributes({CryptographicLength: 128, CryptographicUsageMask: 0}),
        }),
      word('DeriveKey'),
    ],
    ['Re-key', async (t) => item(ReKey, {uniqueIdentifier: await createKey(t)}), word('ReKey')],
    [
      'Re-key Key Pair',
      async (t) => {
        const {privateKeyUniqueIdentifier} = await t.call(CreateKeyPair, {commonAttributes: ec})
        return item(ReKeyKeyPair, {privateKeyUniqueIdentifier})
      },
      word('ReKeyKeyPairPublicKey'),
    ],
    [
      'Locate',
      async (t) => {
        await createKey(t, {Name: nameOf('wanted')})
        return item(Locate, {attributes: attributes({Name: nameOf('wanted')})})
      },
      word('Locate'),
    ],
    ['any operation', async () => create(), word('IDPlaceholder')],
    ['any operation', async () => create(), {index: 0}],
    ['any operation', async () => create(), {index: -1}],
  ])('may be the result of %s: %#', async (_name, make, uniqueIdentifier) => {
    const t = await engine()
    const [made, got] = await run(t, [await make(t), item(GetAttributes, {uniqueIdentifier}, 1)])
    expect(made?.resultStatus).toBe('Success')
    const {uniqueIdentifier: found} = answerOf(GetAttributes, got)
    expect(inspected(made?.payload)).toContain(`'${found}'`)
  })

  it('counts the identifiers of the answer, both of a pair, and backwards from the item', async () => {
    const t = await engine()
    const asked = [0, 1, 2, -1, -3].map((index) => item(GetAttributes, {uniqueIdentifier: {index}}, 9))
    const answers = await run(t, [item(CreateKeyPair, {commonAttributes: ec}), create(), ...asked])
    const {privateKeyUniqueIdentifier: first, publicKeyUniqueIdentifier: second} = answerOf(CreateKeyPair, answers[0])
    const {uniqueIdentifier: third} = answerOf(Create, answers[1])
    const found = answers.slice(2).map((answer) => answerOf(GetAttributes, answer).uniqueIdentifier)
    // Each of these answers has an identifier, too
    expect(found).toEqual([first, second, third, third, second])
  })

  it('means the last operation of its name', async () => {
    const t = await engine()
    const answers = await run(t, [create(), create(), item(Activate, {uniqueIdentifier: word('Create')})])
    expect(answerOf(Activate, answers[2]).uniqueIdentifier).toBe(answerOf(Create, answers[1]).uniqueIdentifier)
  })

  it('may stand in a link and in key wrapping', async () => {
    const t = await engine()
    const wrapping = {CryptographicUsageMask: maskOf('WrapKey'), ActivationDate: new Date(0)}
    const link = {linkType: 'ReplacementObjectLink', linkedObjectIdentifier: word('Create')} as const
    const answers = await run(t, [
      create(),
      create(wrapping),
      item(AddAttribute, {uniqueIdentifier: {index: 0}, newAttribute: {key: 'Link', index: undefined, value: link}}),
    ])
    const [first, second] = [answerOf(Create, answers[0]), answerOf(Create, answers[1])]
    expect(await attributeOf(t, first.uniqueIdentifier, 'Link')).toMatchObject({
      linkedObjectIdentifier: second.uniqueIdentifier,
    })
    const keyWrappingSpecification = {
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {uniqueIdentifier: '@create'},
    } as const
    const get = item(Get, {uniqueIdentifier: first.uniqueIdentifier, keyWrappingSpecification})
    const wrapped = await run(t, [create(wrapping), {...get, payload: get.payload.map(withReference)}])
    expect(inspected(answerOf(Get, wrapped[1]).object)).toContain(answerOf(Create, wrapped[0]).uniqueIdentifier)
  })

  it('that means several objects has the operation done for each, until one fails', async () => {
    const t = await engine()
    const ids = [await createKey(t), await createActiveKey(t), await createKey(t)]
    const answers = await run(t, [item(Locate, {}), item(Destroy, {uniqueIdentifier: word('Locate')}, 7), create()])
    expect(answers.map(({operation, resultStatus}) => [operation, resultStatus])).toEqual([
      ['Locate', 'Success'],
      ['Destroy', 'Success'],
      ['Destroy', 'OperationFailed'],
    ])
    expect(answers.slice(1).map(({uniqueBatchItemId}) => uniqueBatchItemId)).toEqual([hex('07'), hex('07')])
    expect(await Promise.all(ids.map((id) => stateOf(t, id)))).toEqual(['PreActive', 'Active', 'Destroyed'])
  })

  it('means all results of an operation that was done several times', async () => {
    const t = await engine()
    for (const name of ['a', 'b']) await createKey(t, {Name: nameOf(name)})
    const answers = await run(t, [
      item(Locate, {}),
      item(ReKey, {uniqueIdentifier: word('Locate')}, 1),
      item(Activate, {uniqueIdentifier: word('ReKey')}, 2),
    ])
    const ids = answers.slice(1).map((answer) => inspected(answer.payload))
    expect(answers).toHaveLength(5)
    expect(ids.slice(2)).toEqual(ids.slice(0, 2))
  })

  it('of both keys of a pair means both, and all parts where an operation takes several', async () => {
    const t = await engine()
    const pair = attributes({
      ...Object.fromEntries([]),
      CryptographicAlgorithm: 'EC',
      CryptographicUsageMask: 0,
      CryptographicDomainParameters: {recommendedCurve: 'P_256'},
    })
    const both = await run(t, [
      item(CreateKeyPair, {commonAttributes: pair}),
      item(Activate, {uniqueIdentifier: word('CreateKeyPair')}, 1),
    ])
    expect(both.map(({resultStatus}) => resultStatus)).toEqual(['Success', 'Success', 'Success'])
    const joined = await run(t, [
      item(CreateSplitKey, {
        objectType: 'SplitKey',
        splitKeyParts: 3,
        splitKeyThreshold: 3,
        splitKeyMethod: 'XOR',
        attributes: attributes(aes),
      }),
      item(JoinSplitKey, {objectType: 'SymmetricKey', uniqueIdentifier: [word('CreateSplitKey')]}, 1),
    ])
    expect(joined.map(({resultStatus}) => resultStatus)).toEqual(['Success', 'Success'])
  })

  it.each<[string, BatchEntry[], string]>([
    ['an operation that was not', [item(Get, {uniqueIdentifier: word('Create')})], 'ObjectNotFound'],
    [
      'an operation that failed',
      [create(), create({State: 'Active'}), item(Get, {uniqueIdentifier: word('Create')})],
      'ObjectNotFound',
    ],
    [
      'a search that found nothing',
      [item(Locate, {}), item(Get, {uniqueIdentifier: word('Locate')})],
      'ObjectNotFound',
    ],
    ['an empty ID Placeholder', [item(Get, {uniqueIdentifier: word('IDPlaceholder')})], 'ObjectNotFound'],
    ['a position before the first', [create(), item(Get, {uniqueIdentifier: {index: -2}})], 'ObjectNotFound'],
    ['a position after the last', [create(), item(Get, {uniqueIdentifier: {index: 1}})], 'ObjectNotFound'],
    ['nothing that KMIP knows', [create(), item(Get, {uniqueIdentifier: word(0x80000001)})], 'InvalidField'],
    [
      'several objects for an item without a name',
      [create(), create(), item(Locate, {}), entry(Get, {uniqueIdentifier: word('Locate')}, version)],
      'InvalidField',
    ],
    [
      'more objects than a batch has room for',
      [create(), create(), create(), item(Locate, {}), item(Get, {uniqueIdentifier: word('Locate')})],
      'ServerLimitExceeded',
    ],
  ])('is refused for %s', async (_what, items, reason) => {
    const t = await createTestEngine({version, engine: {batchLimit: 6}})
    const header = {batchErrorContinuationOption: 'Continue'} as const
    const reasons = await reasonsOf(t, items, {header: items.length === 1 ? {} : header})
    expect(reasons).toHaveLength(items.length)
    expect(reasons.at(-1)).toBe(reason)
    expect(t.internalErrors).toEqual([])
  })

  it('is not looked at for a role that may not have the operation', async () => {
    const t = await engine()
    const identity = identityOf('one', ['Create'])
    expect(await reasonsOf(t, [create(), item(Get, {uniqueIdentifier: {index: 7}})], {identity})).toEqual([
      'Success',
      'PermissionDenied',
    ])
  })
})
