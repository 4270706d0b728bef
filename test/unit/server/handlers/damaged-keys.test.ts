import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {writeAsymmetricKey} from '../../../../src/crypto/keys/asymmetric-key.ts'
import type {ManagedObject} from '../../../../src/kmip/objects/managed-object.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {Sign} from '../../../../src/kmip/operations/sign.ts'
import {SignatureVerify} from '../../../../src/kmip/operations/signature-verify.ts'
import {dhPair, dsaPair, ecPair, keyOf, rsaPair, type Pair} from '../../../support/key-pairs.ts'
import {attributes, maskOf, repeated} from '../../../support/managed-objects.ts'
import {answerOf, createTestEngine, entry} from '../../../support/test-engine.ts'

const usable = {
  CryptographicUsageMask: maskOf('Sign', 'Verify', 'Encrypt', 'Decrypt'),
  ActivationDate: new Date(0),
} as const
const pairs: Readonly<Record<string, () => Pair>> = {
  RSA: () => rsaPair(1024),
  DSA: dsaPair,
  DH: dhPair,
  'P-256': ecPair,
  'K-233': () => ecPair('sect233k1'),
}

function bytesOf(type: 'PrivateKey' | 'PublicKey', format: 'PKCS_8' | 'X_509', {privateKey, publicKey}: Pair) {
  const material = writeAsymmetricKey(type, format, type === 'PrivateKey' ? privateKey : publicKey)
  if (!(material instanceof Uint8Array)) throw new Error(`${format} is no format of bytes`)
  return Uint8Array.from(material)
}

/** Every operation that works with the key; most refuse it, none may break. */
async function useEverywhere(object: ManagedObject): Promise<unknown[]> {
  const t = await createTestEngine()
  const request = {objectType: object.type, attributes: attributes(usable), object}
  const [item] = (await t.batch([entry(Register, request)])).batchItems ?? []
  if (item?.resultStatus === 'Success') {
    const {uniqueIdentifier} = answerOf(Register, item)
    const sha256 = {hashingAlgorithm: 'SHA_256'} as const
    const data = repeated(1, 32)
    const pss = {...sha256, paddingMethod: 'PSS', maskGeneratorHashingAlgorithm: 'SHA_1'} as const
    const oaep = {paddingMethod: 'OAEP'} as const
    const header = {batchErrorContinuationOption: 'Continue'} as const
    const uses = [
      entry(Get, {uniqueIdentifier, keyFormatType: 'TransparentECPublicKey'}),
      entry(Sign, {uniqueIdentifier, cryptographicParameters: sha256, data}),
      entry(Sign, {uniqueIdentifier, cryptographicParameters: pss, data}),
      entry(Sign, {uniqueIdentifier, cryptographicParameters: {}, digestedData: data}),
      entry(SignatureVerify, {uniqueIdentifier, cryptographicParameters: sha256, data, signatureData: data}),
      entry(SignatureVerify, {uniqueIdentifier, cryptographicParameters: pss, data, signatureData: repeated(1, 128)}),
      entry(SignatureVerify, {
        uniqueIdentifier,
        cryptographicParameters: {},
        digestedData: data,
        signatureData: Uint8Array.of(0x30, 6, 2, 1, 1, 2, 1, 1),
      }),
      entry(Encrypt, {uniqueIdentifier, cryptographicParameters: oaep, data: repeated(1, 8)}),
    ]
    await t.batch(uses, {header})
  }
  return t.internalErrors
}

describe('A damaged key', () => {
  it.each(
    Object.keys(pairs).flatMap((name) => [
      [name, 'PrivateKey', 'PKCS_8'] as const,
      [name, 'PublicKey', 'X_509'] as const,
    ]),
  )(
    'of %s, a %s in %s, is refused or of no use, but breaks nothing',
    async (name, type, format) => {
      const pair = pairs[name]?.()
      if (pair === undefined) throw new Error('There is no pair')
      const whole = bytesOf(type, format, pair)
      await fc.assert(
        fc.asyncProperty(
          fc.nat(whole.length - 1),
          fc.integer({min: 1, max: 255}),
          fc.integer({min: 0, max: whole.length}),
          async (at, change, cut) => {
            const damaged = whole.map((byte, index) => (index === at ? byte ^ change : byte))
            for (const material of [damaged, whole.subarray(0, cut)]) {
              expect(await useEverywhere(keyOf(type, format, material))).toEqual([])
            }
          },
        ),
        {numRuns: 40},
      )
    },
    30_000,
  )
})
