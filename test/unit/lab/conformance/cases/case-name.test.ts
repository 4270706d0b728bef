import {describe, expect, it} from 'vitest'
import {parseCaseName} from '../../../../../src/lab/conformance/cases/case-name.ts'

describe('parseCaseName', () => {
  it.each([
    ['TL-M-1-14', 'TL-M', 1, 'TL-M-1'],
    ['CS-BC-M-GCM-2-21', 'CS-BC-M-GCM', 2, 'CS-BC-M-GCM-2'],
    ['SUITEB_128-M-1-10', 'SUITEB_128-M', 1, 'SUITEB_128-M-1'],
    ['CS-AC-M-3-ECC-13', 'CS-AC-M-3-ECC', 0, 'CS-AC-M-3-ECC'],
    ['CS-BC-M-4-12-3DES-13', 'CS-BC-M-4-12-3DES', 0, 'CS-BC-M-4-12-3DES'],
    ['SKFF-M-12-30', 'SKFF-M', 12, 'SKFF-M-12'],
  ])('takes %s apart', (stem, family, number, title) => {
    expect(parseCaseName(stem)).toEqual({stem, family, number, title})
  })

  it('takes a number at the end of another name for a number, not for a version', () => {
    expect(parseCaseName('lifecycle-10')).toMatchObject({family: 'lifecycle', number: 10})
  })

  it('makes a family of a name without a number', () => {
    expect(parseCaseName('anything')).toEqual({stem: 'anything', family: 'anything', number: 0, title: 'anything'})
  })
})
