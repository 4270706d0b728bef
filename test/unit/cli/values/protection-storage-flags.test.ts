import {expect, it} from 'vitest'
import {pairProtectionStorage, protectionStorage} from '../../../../src/cli/values/protection-storage-flags.ts'

it('makes one mask of each list, in their order', () => {
  expect(protectionStorage({'protection-storage': ['hardware,on-system', 'software']})).toEqual({
    protectionStorageMasks: {protectionStorageMask: [0x0a, 0x01]},
  })
})

it('asks for no place where no flag does', () => {
  expect(protectionStorage({})).toEqual({protectionStorageMasks: undefined})
})

it('keeps those of the two halves of a pair apart', () => {
  const flags = {'private-protection-storage': ['hardware'], 'public-protection-storage': ['software']}
  expect(pairProtectionStorage(flags)).toEqual({
    commonProtectionStorageMasks: undefined,
    privateProtectionStorageMasks: {protectionStorageMask: [2]},
    publicProtectionStorageMasks: {protectionStorageMask: [1]},
  })
})

it('names the flag of a word that is no place', () => {
  expect(() => pairProtectionStorage({'public-protection-storage': ['attic']})).toThrow(
    '--public-protection-storage does not know "attic"',
  )
})
