import {describe, expect, it} from 'vitest'
import {isFlowText, isMembersText, parseFlow} from '../../../src/notation/flow-text.ts'

describe('parseFlow', () => {
  it.each([
    ['{Key Wrapping Method: Encrypt, Value: 5e10}', {'Key Wrapping Method': 'Encrypt', Value: '5e10'}],
    ['{"a": [true, null, "007"]}', {a: ['true', 'null', '007']}],
    ['a: 1\nb:\n  - x\n', {a: '1', b: ['x']}],
    ['[1, 2]', ['1', '2']],
    ['2026-01-01', '2026-01-01'],
  ])('reads %j', (text, plain) => {
    expect(parseFlow(text, '--right')).toEqual(plain)
  })

  it.each(['{a: hunter2', '{a: hunter2, a: b}', '[hunter2', '{a: &x hunter2, b: *y}', '"hunter2'])(
    'refuses %s in a sentence without the text, which may be a secret',
    (text) => {
      const refuse = () => parseFlow(text, '--right')
      expect(refuse).toThrow(expect.objectContaining({exitCode: 2, message: expect.stringMatching(/^--right .*[^.]$/)}))
      expect(refuse).not.toThrow(/hunter2|\n/)
    },
  )

  it('follows no aliases, which could make a short text a long one', () => {
    expect(() => parseFlow('{a: &x [1], b: [*x, *x]}', '--right')).toThrow('--right uses YAML aliases')
  })
})

it('tells a mapping or a list from other texts', () => {
  expect(['{a: 1}', ' [1]', 'a', '{x,uri}'].map(isFlowText)).toEqual([true, true, false, true])
  expect(['{a: 1}', '{"a b":1}', '{https://a.example/key,uri}', 'a', '{}'].map(isMembersText)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
