import {inspect} from 'node:util'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {DataReference} from '../../../../src/kmip/operations/data-reference.ts'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {CreateSplitKey} from '../../../../src/kmip/operations/create-split-key.ts'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {DeriveKey} from '../../../../src/kmip/operations/derive-key.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Hash} from '../../../../src/kmip/operations/hash.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {JoinSplitKey} from '../../../../src/kmip/operations/join-split-key.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {MAC} from '../../../../src/kmip/operations/mac.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {ReKeyKeyPair} from '../../../../src/kmip/operations/re-key-key-pair.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {RNGRetrieve} from '../../../../src/kmip/operations/rng-retrieve.ts'
import {RNGSeed} from '../../../../src/kmip/operations/rng-seed.ts'
import {Sign} from '../../../../src/kmip/operations/sign.ts'
import {SignatureVerify} from '../../../../src/kmip/operations/signature-verify.ts'
import type {IdentifierReference} from '../../../../src/kmip/schema/identifier.ts'
import type {Operation} from '../../../../src/kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../../../src/kmip/schema/structure.ts'
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
  register,
  registerAes,
  repeated,
  stateOf,
  utf8,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {
  answerOf,
  createTestEngine,
  entry,
  identityOf,
  type BatchEntry,
  type CallOptions,
  type TestEngine,
} from '../../../support/test-engine.ts'

const version = '2.1'

/** The tree with a reference in the place of a text. */
function withReference(node: TtlvNode): TtlvNode {
  if (node.type === ItemType.Structure) return {...node, value: node.value.map(withReference)}
  const {tag} = node
  const isMark = node.type === ItemType.TextString && node.value === '@create'
  return isMark ? {tag, type: ItemType.Enumeration, value: UniqueIdentifier.valueOf('Create') ?? 0} : node
}

/** An entry of a batch with an identifier of its own. */
function item<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  request: FieldValues<NoInfer<Req>>,
  number = 0,
): BatchEntry {
  return {...entry(operation, request, version), uniqueBatchItemId: Uint8Array.of(number)}
}

const engine = () => createTestEngine({version})
const create = (values: AttributeValues = {}) =>
  item(Create, {objectType: 'SymmetricKey', attributes: attributes({...aes, ...values})})
const word = (placeholder: Extract<IdentifierReference, {placeholder: unknown}>['placeholder']) => ({placeholder})
const ec = attributes({
  CryptographicAlgorithm: 'EC',
  CryptographicDomainParameters: {recommendedCurve: 'P_256'},
  CryptographicUsageMask: maskOf('Sign', 'Verify'),
  ActivationDate: new Date(0),
})
const ecdsa = {digitalSignatureAlgorithm: 'ECDSAWithSHA256'} as const
const data = utf8('sixteen bytes ok')

const inspected = (value: unknown): string => inspect(value, {depth: 20, breakLength: Infinity})

async function run(t: TestEngine, items: readonly BatchEntry[], options?: CallOptions) {
  return (await t.batch(items, options)).batchItems ?? []
}

async function reasonsOf(t: TestEngine, items: readonly BatchEntry[], options?: CallOptions) {
  return (await run(t, items, options)).map(({resultReason, resultStatus}) => resultReason ?? resultStatus)
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

describe('Data in a request', () => {
  const key = (t: TestEngine) => registerAes(t, repeated(3, 16), {CryptographicUsageMask: maskOf('Encrypt', 'Decrypt')})
  const ecb = {blockCipherMode: 'ECB', paddingMethod: 'PKCS5'} as const

  it('may be what an earlier item put out, in a chain of all of them', async () => {
    const t = await engine()
    const uniqueIdentifier = await key(t)
    const {privateKeyUniqueIdentifier, publicKeyUniqueIdentifier} = await t.call(CreateKeyPair, {commonAttributes: ec})
    const macKey = await register(t, rawKey(repeated(5, 32)), {
      CryptographicAlgorithm: 'HMAC_SHA256',
      CryptographicUsageMask: maskOf('MACGenerate'),
      ActivationDate: new Date(0),
    })
    const output = (
      placeholder: 'Decrypt' | 'Encrypt' | 'Hash' | 'MACMACData' | 'RNGRetrieve' | 'SignSignatureData',
    ) => ({placeholder})
    const sha = {hashingAlgorithm: 'SHA_256'} as const
    const answers = await run(t, [
      item(RNGRetrieve, {dataLength: 20}),
      item(Encrypt, {uniqueIdentifier, cryptographicParameters: ecb, data: output('RNGRetrieve')}, 1),
      item(Decrypt, {uniqueIdentifier, cryptographicParameters: ecb, data: output('Encrypt')}, 2),
      item(Hash, {cryptographicParameters: sha, data: output('Decrypt')}, 3),
      item(MAC, {uniqueIdentifier: macKey, data: output('Hash')}, 4),
      item(
        Sign,
        {uniqueIdentifier: privateKeyUniqueIdentifier, cryptographicParameters: ecdsa, data: output('MACMACData')},
        5,
      ),
      item(RNGSeed, {data: output('SignSignatureData')}, 6),
      item(Hash, {cryptographicParameters: sha, data: {index: 4}}, 7),
    ])
    expect(answers.map(({resultStatus}) => resultStatus)).toEqual(answers.map(() => 'Success'))
    expect(answerOf(Decrypt, answers[2]).data).toEqual(answerOf(RNGRetrieve, answers[0]).data)
    const {macData} = answerOf(MAC, answers[4])
    const {signatureData} = answerOf(Sign, answers[5])
    const verified = await t.call(SignatureVerify, {
      uniqueIdentifier: publicKeyUniqueIdentifier,
      cryptographicParameters: ecdsa,
      data: macData,
      signatureData,
    })
    expect(verified.validityIndicator).toBe('Valid')
    // The fifth output is the MAC
    expect(answerOf(Hash, answers[7])).toEqual(await t.call(Hash, {cryptographicParameters: sha, data: macData}))
  })

  it('that is ephemeral serves later items and is not shown', async () => {
    const t = await engine()
    const uniqueIdentifier = await key(t)
    const hidden = item(Decrypt, {
      uniqueIdentifier,
      cryptographicParameters: ecb,
      data: (await t.call(Encrypt, {uniqueIdentifier, cryptographicParameters: ecb, data})).data,
    })
    const cryptographicParameters = {hashingAlgorithm: 'SHA_256'} as const
    const [decrypted, hashed] = await run(t, [
      {...hidden, ephemeral: true},
      item(Hash, {cryptographicParameters, data: {index: -1}}, 1),
    ])
    expect(decrypted?.resultStatus).toBe('Success')
    expect(inspected(decrypted?.payload)).not.toContain('type: 8,')
    expect(answerOf(Hash, hashed)).toEqual(await t.call(Hash, {cryptographicParameters, data}))
  })

  it.each<[string, DataReference]>([
    ['an operation that was not', {placeholder: 'Hash'}],
    ['an operation that put out nothing', {placeholder: 'Decrypt'}],
    ['a position that is not there', {index: 0}],
    ['nothing that KMIP knows', {placeholder: 0x80000001}],
  ])('is refused for %s', async (_what, reference) => {
    const t = await engine()
    const request = {uniqueIdentifier: await key(t), cryptographicParameters: ecb}
    const header = {batchErrorContinuationOption: 'Continue'} as const
    const items = [item(Decrypt, {...request, data: hex('00')}), item(Encrypt, {...request, data: reference}, 1)]
    const [, reason] = await reasonsOf(t, items, {header})
    expect(reason).toBe('InvalidField')
  })
})

describe('A batch of references, whatever it is,', () => {
  const reference = fc.oneof(
    fc
      .constantFrom('IDPlaceholder', 'Create', 'CreateKeyPair', 'CreateKeyPairPublicKey', 'Locate', 'ReKey')
      .map((placeholder) => ({placeholder}) as IdentifierReference),
    fc.integer({min: -4, max: 6}).map((index) => ({index})),
    fc.constant<IdentifierReference | undefined>(undefined),
  )
  const operations: ((uniqueIdentifier: IdentifierReference | undefined) => BatchEntry)[] = [
    () => create(),
    () => item(Locate, {}),
    (uniqueIdentifier) => item(Get, {uniqueIdentifier}),
    (uniqueIdentifier) => item(Activate, {uniqueIdentifier}),
    (uniqueIdentifier) => item(Destroy, {uniqueIdentifier}),
    (uniqueIdentifier) => item(ReKey, {uniqueIdentifier}),
    (uniqueIdentifier) => item(Encrypt, {uniqueIdentifier, data: {index: -1}}),
  ]
  const step = fc.tuple(fc.constantFrom(...operations), reference)

  it('is answered without an internal error and never reaches another scope', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, {minLength: 2, maxLength: 7}),
        fc.constantFrom('Continue', 'Stop', 'Undo' as const),
        async (steps, batchErrorContinuationOption) => {
          const t = await engine()
          const theirs = await t.call(
            Create,
            {objectType: 'SymmetricKey', attributes: attributes(aes)},
            {identity: identityOf('two')},
          )
          const items = steps.map(([make, target], index) => ({
            ...make(target),
            uniqueBatchItemId: Uint8Array.of(index),
          }))
          const answers = await run(t, items, {
            header: {batchErrorContinuationOption: batchErrorContinuationOption as 'Stop'},
          })
          expect(t.internalErrors).toEqual([])
          expect(answers.length).toBeGreaterThan(0)
          expect(inspected(answers)).not.toContain(`'${theirs.uniqueIdentifier}'`)
          const left = await t.call(Locate, {}, {identity: identityOf('two')})
          expect(left.uniqueIdentifier).toEqual([theirs.uniqueIdentifier])
        },
      ),
      {numRuns: 60},
    )
  })
})
