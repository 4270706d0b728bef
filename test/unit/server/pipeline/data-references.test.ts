import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {DataReference} from '../../../../src/kmip/operations/data-reference.ts'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {Hash} from '../../../../src/kmip/operations/hash.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {MAC} from '../../../../src/kmip/operations/mac.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {RNGRetrieve} from '../../../../src/kmip/operations/rng-retrieve.ts'
import {RNGSeed} from '../../../../src/kmip/operations/rng-seed.ts'
import {Sign} from '../../../../src/kmip/operations/sign.ts'
import {SignatureVerify} from '../../../../src/kmip/operations/signature-verify.ts'
import type {IdentifierReference} from '../../../../src/kmip/schema/identifier.ts'
import {
  aes,
  attributes,
  hex,
  maskOf,
  rawKey,
  register,
  registerAes,
  repeated,
  utf8,
} from '../../../support/managed-objects.ts'
import {answerOf, identityOf, type BatchEntry, type TestEngine} from '../../../support/test-engine.ts'
import {item, engine, create, ec, inspected, run, reasonsOf} from '../../../support/batch-references.ts'

const ecdsa = {digitalSignatureAlgorithm: 'ECDSAWithSHA256'} as const
const data = utf8('sixteen bytes ok')

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
      .map((placeholder) => ({placeholder})),
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
        fc.constantFrom('Continue', 'Stop', 'Undo'),
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
            header: {batchErrorContinuationOption: batchErrorContinuationOption},
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
