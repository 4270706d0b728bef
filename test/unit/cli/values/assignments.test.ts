import {describe, expect, it} from 'vitest'
import {parseAssignments} from '../../../../src/cli/values/assignments.ts'

describe('parseAssignments', () => {
  it('splits at the first equals sign, and takes empty values', () => {
    expect(parseAssignments(['a=1', 'b=x=y', 'c='], 'a=1')).toEqual({a: '1', b: 'x=y', c: ''})
  })

  it.each([
    [['a'], '"a" assigns no value'],
    [['=1'], '"=1" assigns no value'],
    [['a=1', 'a=2'], 'a is given twice'],
  ])('refuses %j', (texts, problem) => {
    expect(() => parseAssignments(texts, 'a=1')).toThrow(problem)
  })
})
