import {describe, expect, it} from 'vitest'
import {signatureRequest} from '../../../../src/cli/values/signature-flags.ts'

describe('Signature flags', () => {
  it('leave everything to the key when there are none', async () => {
    expect(await signatureRequest({data: 'x'})).toEqual({data: Buffer.from('x')})
  })

  it('become Cryptographic Parameters', async () => {
    const flags = {data: 'x', hash: 'SHA-256', padding: 'pss', 'mask-hash': 'SHA-1', 'salt-length': 0, algorithm: 'RSA'}
    expect((await signatureRequest(flags)).cryptographicParameters).toEqual({
      hashingAlgorithm: 'SHA_256',
      paddingMethod: 'PSS',
      maskGeneratorHashingAlgorithm: 'SHA_1',
      saltLength: 0,
      cryptographicAlgorithm: 'RSA',
    })
    const word = await signatureRequest({data: 'x', 'signature-algorithm': 'ECDSAWithSHA256'})
    expect(word.cryptographicParameters).toEqual({digitalSignatureAlgorithm: 'ECDSAWithSHA256'})
  })

  it('send a digest instead of the data', async () => {
    expect(await signatureRequest({'digest-hex': 'c0ffee'})).toEqual({digestedData: Uint8Array.of(0xc0, 0xff, 0xee)})
    await expect(signatureRequest({'digest-hex': 'c0f'})).rejects.toThrow('--digest-hex')
  })
})
