import {describe, expect, it} from 'vitest'
import {saidTexts} from '../../../../src/lab/capabilities/said-text.ts'

describe('saidTexts', () => {
  it('writes each answer by its name, and counts long lists', () => {
    const namespaces = Array.from({length: 9}, (_, index) => `n${index}`)
    expect(saidTexts({applicationNamespace: ['a', 'b']})).toEqual([['Application Namespace', 'a; b']])
    expect(saidTexts({applicationNamespace: namespaces})).toEqual([['Application Namespace', '9, which --json lists']])
  })
})
