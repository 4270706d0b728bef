import {createPublicKey} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {factsOf} from '../../../../src/crypto/keys/asymmetric-facts.ts'
import {planKeyPair} from '../../../../src/crypto/keys/key-pair.ts'
import {refusal} from '../refusal.ts'

describe('A plan of a key pair', () => {
  it.each([
    [{algorithm: 'RSA', length: 1024}, 1024],
    [{algorithm: 'EC', curve: 'BRAINPOOLP320R1'}, 320],
    [{algorithm: 'DSA', length: 1024}, 1024],
    [{algorithm: 'DH', length: 1024}, 1024],
    [{algorithm: 'Ed25519'}, 256],
    [{algorithm: 'Ed448'}, 456],
    [{algorithm: 'Ed25519', curve: 'CURVE25519'}, 256],
    [{algorithm: 'EC', curve: 'CURVE25519'}, 256],
    [{algorithm: 'ECDH', curve: 'CURVE448', length: 448, qlength: 448}, 448],
  ] as const)('makes the pair of %j', async (request, length) => {
    const {privateKey, publicKey} = await planKeyPair(request).generate()
    expect(createPublicKey(privateKey).equals(publicKey)).toBe(true)
    expect(factsOf(publicKey)).toMatchObject({length, algorithms: expect.arrayContaining([request.algorithm])})
  })

  it('has a name of its own for each kind of pair', () => {
    const names = [
      planKeyPair({algorithm: 'RSA', length: 2048}),
      planKeyPair({algorithm: 'RSA', length: 3072}),
      planKeyPair({algorithm: 'EC', length: 256}),
      planKeyPair({algorithm: 'EC', curve: 'SECP256K1'}),
      planKeyPair({algorithm: 'EC', curve: 'CURVE25519'}),
      planKeyPair({algorithm: 'Ed25519', curve: 'CURVE25519'}),
      planKeyPair({algorithm: 'DSA', length: 2048, qlength: 224}),
      planKeyPair({algorithm: 'DSA', length: 2048, qlength: 256}),
    ].map((plan) => plan.name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('takes the size of the curve for Qlength', () => {
    expect(planKeyPair({algorithm: 'EC', curve: 'SECP256K1', qlength: 256}).length).toBe(256)
  })

  it.each([
    {algorithm: 'AES'},
    {algorithm: 'EC', curve: 'SECP256K1', qlength: 255},
    {algorithm: 0x80000001},
    {algorithm: 'DSA', length: 4096},
    {algorithm: 'DH', length: 1000},
    {algorithm: 'Ed25519', length: 255},
    {algorithm: 'Ed25519', curve: 'CURVE448'},
    {algorithm: 'Ed448', curve: 'P_521'},
    {algorithm: 'ECDSA', curve: 'CURVE25519'},
    {algorithm: 'ECMQV', curve: 'CURVE448'},
    {algorithm: 'ECDH', curve: 'CURVE448', length: 256},
  ] as const)('is refused for %j', (request) => {
    refusal('BadCryptographicParameters', () => planKeyPair(request))
  })

  it.each(['SM2', 'GOSTR34_10_2012', 'XMSS', 'SPHINCS_256', 'McEliece_6960119', 'ML_KEM_768'] as const)(
    'of %s is refused by name, for OpenSSL does not have it',
    (algorithm) => {
      const error = refusal('UnsupportedCryptographicParameters', () => planKeyPair({algorithm}))
      expect(error.message).toBe(`Key pairs of ${algorithm} cannot be made here, OpenSSL has none`)
    },
  )
})
