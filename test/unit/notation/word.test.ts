import {describe, expect, it} from 'vitest'
import {findNamed, flagWord, unknownWord} from '../../../src/notation/word.ts'
import {BlockCipherMode, ObjectType, RevocationReasonCode} from '../../../src/kmip/spec/enumerations.ts'

describe('findNamed', () => {
  it.each(['key-compromise', 'Key Compromise', 'KEYCOMPROMISE', 'keyCompromise', 'key_compromise'])(
    'understands %s',
    (text) => {
      expect(findNamed(text, RevocationReasonCode.entries)?.name).toBe('KeyCompromise')
    },
  )

  it('takes the first words of a name when no other name begins with them', () => {
    expect(findNamed('symmetric', ObjectType.entries)?.name).toBe('SymmetricKey')
    expect(findNamed('secret', ObjectType.entries)?.name).toBe('SecretData')
    expect(findNamed('symm', ObjectType.entries)).toBeUndefined()
    expect(findNamed('x9.102', BlockCipherMode.entries)).toBeUndefined()
  })

  it('prefers a whole name to the beginning of another', () => {
    expect(findNamed('certificate', ObjectType.entries)?.name).toBe('Certificate')
  })

  it('finds nothing for nothing', () => {
    expect(findNamed('  ', ObjectType.entries)).toBeUndefined()
  })
})

describe('flagWord', () => {
  it.each([
    ['Key Compromise', 'key-compromise'],
    ['Content Commitment (Non Repudiation)', 'content-commitment-non-repudiation'],
    ['None', 'none'],
    ['GCM', 'GCM'],
    ['PKCS#8', 'PKCS#8'],
    ['NISTKeyWrap', 'NISTKeyWrap'],
  ])('writes %s as %s', (specName, word) => {
    expect(flagWord(specName)).toBe(word)
    expect(flagWord(specName)).not.toMatch(/\s/)
  })
})

describe('unknownWord', () => {
  it('names the flag and the nearest word', () => {
    expect(unknownWord('--mode', 'GCMM', BlockCipherMode.entries)).toMatchObject({
      message: '--mode does not know "GCMM"',
      hint: 'Did you mean GCM?',
      exitCode: 2,
    })
  })

  it('lists the words when none is near', () => {
    const {hint} = unknownWord('--reason', 'because', RevocationReasonCode.entries)
    expect(hint).toBe(
      'Use one of unspecified, key-compromise, ca-compromise, affiliation-changed, superseded, cessation-of-operation, privilege-withdrawn',
    )
  })
})
