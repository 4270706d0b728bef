import {describe, expect, it} from 'vitest'
import {completeLine, firstPlace, placeAfter} from '../../../../../src/cli/client/batch/batch-place.ts'
import type {OperationFlagValues} from '../../../../../src/cli/client/operation-flags.ts'
import {planOperation} from '../../../../../src/cli/client/operation-plan.ts'
import {AttributeSet} from '../../../../../src/kmip/attributes/attribute-set.ts'
import {Activate} from '../../../../../src/kmip/operations/activate.ts'
import {Create} from '../../../../../src/kmip/operations/create.ts'
import {Get} from '../../../../../src/kmip/operations/get.ts'

const flags: OperationFlagValues = {
  trace: false,
  reveal: false,
  asynchronous: false,
  'dry-run': false,
  'print-command': false,
  'as-script': false,
  output: 'tree',
}
const create = planOperation({
  flags,
  operation: Create,
  request: {objectType: 'SymmetricKey', attributes: new AttributeSet()},
})
const get = planOperation({flags, operation: Get, request: {uniqueIdentifier: '7f3c'}})
const activate = planOperation({flags, operation: Activate, request: {}})
const anything = () => true

describe('the place of a line in a batch', () => {
  it('knows the object that was made, named or neither', () => {
    expect(placeAfter(create, firstPlace)).toEqual({hasObject: true, object: undefined})
    expect(placeAfter(get, firstPlace)).toEqual({hasObject: true, object: '7f3c'})
    expect(placeAfter(activate, placeAfter(get, firstPlace))).toEqual({hasObject: true, object: '7f3c'})
    expect(placeAfter(create, placeAfter(get, firstPlace))).toEqual({hasObject: true, object: undefined})
    expect(placeAfter(activate, firstPlace)).toEqual(firstPlace)
  })

  it('completes lines whose identifier was left out', () => {
    const place = placeAfter(create, firstPlace)
    expect(completeLine({words: ['--yes'], given: [], needed: 1}, place, anything)).toEqual(['-', '--yes'])
    expect(completeLine({words: ['x=y'], given: ['x=y'], needed: 2}, place, anything)).toEqual(['-', 'x=y'])
    expect(completeLine({words: ['7f', 'x=y'], given: ['7f', 'x=y'], needed: 2}, place, anything)).toEqual([
      '7f',
      'x=y',
    ])
    expect(completeLine({words: ['State'], given: ['State'], needed: 1}, place, () => false)).toEqual(['-', 'State'])
  })

  it('refuses lines that mean an object where there is none', () => {
    expect(() => completeLine({words: [], given: [], needed: 1}, firstPlace, anything)).toThrow(/^nothing before it/)
    expect(() => completeLine({words: ['-'], given: ['-'], needed: 1}, firstPlace, anything)).toThrow(/^nothing before/)
    expect(completeLine({words: [], given: [], needed: 0}, firstPlace, anything)).toEqual([])
  })
})
