import {describe, expect, it} from 'vitest'
import {lineWords} from '../../../../../src/cli/client/batch/line-words.ts'

describe('lineWords', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['  activate  ', ['activate']],
    ['get-attributes State x-team', ['get-attributes', 'State', 'x-team']],
    [`add-attribute 'Contact Information=me you'`, ['add-attribute', 'Contact Information=me you']],
    [`--name "say \\"hi\\" to $me"`, ['--name', 'say "hi" to $me']],
    [`--name=a' b'"c"\\ d`, ['--name=a bc d']],
    [`--data ''`, ['--data', '']],
    [`"back\\slash"`, ['back\\slash']],
  ])('splits %j as a shell does', (line, words) => {
    expect(lineWords(line)).toEqual(words)
  })

  it.each([`get 'x`, 'get "x', 'get x\\'])('refuses %j and does not repeat it, for it may hold a secret', (line) => {
    expect(() => lineWords(line)).toThrow(/^['"\\] is not closed$/)
  })
})
