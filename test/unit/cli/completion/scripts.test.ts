import {describe, expect, it} from 'vitest'
import {typedWords} from '../../../../src/cli/completion/scripts.ts'

describe('the words of a shell', () => {
  it('are taken as they are, unless they come broken', () => {
    expect(typedWords(['op', '--output', '=', 'j'], [])).toEqual({words: ['op', '--output', '=', 'j'], cut: 0})
  })

  it.each<[string[], string[], number]>([
    [['op', 'create'], ['op', 'create'], 0],
    [['op', '--output', '=', 'j'], ['op', '--output=j'], '--output='.length],
    [['op', '--output', '='], ['op', '--output='], '--output='.length],
    [['op', '--output', '=', 'json', ''], ['op', '--output=json', ''], 0],
    [['--server', 'kms', ':', '5696', '--ou'], ['--server', 'kms:5696', '--ou'], 0],
    [['--attribute', 'x-a', '=', 'b', '--'], ['--attribute', 'x-a=b', '--'], 0],
    [[], [], 0],
  ])('are put together: %j', (broken, words, cut) => {
    expect(typedWords(broken, ['--broken'])).toEqual({words, cut})
  })
})
