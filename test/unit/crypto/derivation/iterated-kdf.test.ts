import {describe, expect, it} from 'vitest'
import {
  counterKdf,
  feedbackKdf,
  pipelineKdf,
  type PseudorandomFunction,
} from '../../../../src/crypto/derivation/iterated-kdf.ts'
import {mac, type MacParameters} from '../../../../src/crypto/mac.ts'
import {bytes, hex} from '../hex.ts'
import {refusal} from '../refusal.ts'

const sha256: MacParameters = {algorithm: 'HMAC_SHA256'}

function prf(key: string, parameters: MacParameters): PseudorandomFunction {
  return (...parts) => mac(bytes(key), parameters, parts)
}

describe('The KDF in counter mode', () => {
  // NIST CAVP, KDFCTR_gen.rsp, counter of 32 bits before the fixed input
  it.each([
    {
      name: 'HMAC-SHA256, one block',
      parameters: sha256,
      key: 'dd1d91b7d90b2bd3138533ce92b272fbf8a369316aefe242e659cc0ae238afe0',
      fixed:
        '01322b96b30acd197979444e468e1c5c6859bf1b1cf951b7e725303e237e46b864a145fab25e517b08f8683d0315bb2911d80a0e8aba17f3b413faac',
      expected: '10621342bfb0fd40046c0e29f2cfdbf0',
    },
    {
      name: 'HMAC-SHA256, two blocks',
      parameters: sha256,
      key: 'c4bedbddb66493e7c7259a3bbbc25f8c7e0ca7fe284d92d431d9cd99a0d214ac',
      fixed:
        '1c69c54766791e315c2cc5c47ecd3ffab87d0d273dd920e70955814c220eacace6a5946542da3dfe24ff626b4897898cafb7db83bdff3c14fa46fd4b',
      expected: '1da47638d6c9c4d04d74d4640bbd42ab814d9e8cc22f4326695239f96b0693f12d0dd1152cf44430',
    },
    {
      name: 'CMAC-AES128, two blocks',
      parameters: {algorithm: 'AES', mode: 'CMAC'},
      key: '695f1b1a16c949cea51cdf2554ec9d42',
      fixed:
        '4fce5942832a390aa1cbe8a0bf9d202cb799e986c9d6b51f45e4d597a6b57f06a4ebfec6467335d116b7f5f9c5b954062f661820f5db2a5bbb3e0625',
      expected: 'd34b601ec18c34dfa0f9e0b7523e218bdddb9befe8d08b6c0202d75ace0dba89',
    },
    {
      name: 'CMAC-AES256, one block',
      parameters: {keyAlgorithm: 'AES'},
      key: 'd0b1b3b70b2393c48ca05159e7e28cbeadea93f28a7cdae964e5136070c45d5c',
      fixed:
        'dd2f151a3f173492a6fbbb602189d51ddf8ef79fc8e96b8fcbe6dabe73a35b48104f9dff2d63d48786d2b3af177091d646a9efae005bdfacb61a1214',
      expected: '8c449fb474d1c1d4d2a33827103b656a',
    },
  ] as const)('gives the value of CAVP with $name', ({parameters, key, fixed, expected}) => {
    const length = expected.length / 2
    expect(hex(counterKdf(prf(key, parameters), {fixed: bytes(fixed), length}))).toBe(expected)
  })
})

describe('The KDF in feedback mode', () => {
  it('gives the value of CAVP with HMAC-SHA256', () => {
    // NIST CAVP, FeedbackModeNOzeroiv, counter of 32 bits after the iteration variable
    const key = '93f698e842eed75394d629d957e2e89c6e741f810b623c8b901e38376d068e7b'
    const input = {
      iv: bytes('9f575d9059d3e0c0803f08112f8a806de3c3471912cdf42b095388b14b33508e'),
      fixed: bytes(
        '53b89c18690e2057a1d167822e636de50be0018532c431f7f5e37f77139220d5e042599ebe266af5767ee18cd2c5c19a1f0f80',
      ),
      length: 64,
    }
    expect(hex(feedbackKdf(prf(key, sha256), input))).toBe(
      'bd1476f43a4e315747cf5918e0ea5bc0d98769457477c3ab18b742def0e079a933b756365afb5541f253fee43c6fd788a44041038509e9eeb68f7d65ffbb5f95',
    )
  })

  it('begins with nothing when there is no IV', () => {
    const input = {fixed: bytes('0102'), length: 40}
    const begun = feedbackKdf(prf('00', sha256), input)
    expect(hex(begun)).toBe(hex(feedbackKdf(prf('00', sha256), {...input, iv: new Uint8Array(0)})))
    expect(hex(begun)).not.toBe(hex(feedbackKdf(prf('00', sha256), {...input, iv: new Uint8Array(32)})))
  })
})

describe('The KDF in double-pipeline iteration mode', () => {
  // NIST CAVP, PipelineModewithCounter, counter of 32 bits after the iteration variable
  it.each([
    {
      algorithm: 'HMAC_SHA384',
      key: '7d80a010c4829f2514cd4698d3e6fd50670dc9a90b6e1613b31721f793853eae24367e65fef8de4a2c9a7205d896847e',
      fixed: '6f0845afcf57d760c9cc674c5839f7be55c980b7684203a9ab4570a87898800be8f09fb7488fe1dde183ec3a4e44431153202a',
      expected:
        'e8c2f71352d742c2c802a528a9af32efe3169f2b38cffa2b3a3469c28d49c04c12bd88e9a3d2de06ed15785432a85ce26af507458c619bfa0f2cbbbea31e77265c9b2a5afec7',
    },
    {
      algorithm: 'HMAC_SHA512',
      key: 'fa016a04bb256af4606bf2472b7eb4fb2344550aa0b8f3690746c5260b2ea47625d88b74b4b6cca0f9ddea5222574e4624a66d7f28bfd0a54c2338fbbd3a0050',
      fixed: '6d0c444dc0e9daef0c489e8dcc4da85c2f66356f4f11959f91348c985879e5c2153f22e4ce6baed6d55444c48de384465b68ab',
      expected:
        '221b902e67cc680f6deb5bde87be6f21a3fbe2e216508451dcbffcba4adeccd2ecf4d0e79ee83a201244fed871a39c2e181f241c3c75d4f71c052aa9887a8153',
    },
  ] as const)('gives the value of CAVP with $algorithm', ({algorithm, key, fixed, expected}) => {
    const length = expected.length / 2
    expect(hex(pipelineKdf(prf(key, {algorithm}), {fixed: bytes(fixed), length}))).toBe(expected)
  })
})

it('A KDF refuses to go on for ever', () => {
  for (const kdf of [counterKdf, feedbackKdf, pipelineKdf]) {
    expect(kdf(prf('00', sha256), {fixed: bytes('00'), length: 8192})).toHaveLength(8192)
    refusal('CryptographicFailure', () => kdf(prf('00', sha256), {fixed: bytes('00'), length: 2 ** 20}))
  }
})
