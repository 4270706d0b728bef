import {describe, expect, it} from 'vitest'
import {type GivenWords, missingWords} from '../../../../src/cli/questions/missing-words.ts'
import type {Choice, Question} from '../../../../src/cli/prompts/prompts.ts'

async function asked(given: Partial<GivenWords>, more: {wantsObject?: boolean; asks?: string[]} = {}) {
  const questions: string[] = []
  const words = await missingWords(
    {argv: [], flags: {}, metadata: {flags: {}}, ...given},
    {
      wantsObject: true,
      asks: [],
      command: 'op:revoke',
      ...more,
      askObject: async () => {
        questions.push('object')
        return '7f3c'
      },
      prompts: {
        select: async <Value>({setting, choices}: Question & {readonly choices: readonly Choice<Value>[]}) => {
          questions.push(`${setting}: ${choices.map(({name}) => name).join(', ')}`)
          const [, second] = choices
          if (second === undefined) throw new Error('There is nothing to choose from')
          return second.value
        },
      },
    },
  )
  return {words, questions}
}

describe('what is missing', () => {
  it('is asked for: the object first, then the words of flags', async () => {
    const {words, questions} = await asked({}, {asks: ['reason']})
    expect(words).toEqual(['7f3c', '--reason=key-compromise'])
    expect(questions).toEqual(['object', expect.stringMatching(/^--reason: unspecified, key compromise, /)])
  })

  it('is not asked for where it was given', async () => {
    expect(await asked({argv: ['9a01'], flags: {reason: 'superseded'}}, {asks: ['reason']})).toEqual({
      words: [],
      questions: [],
    })
    expect(await asked({}, {wantsObject: false})).toEqual({words: [], questions: []})
  })

  it('is asked for where a flag has its default', async () => {
    const metadata = {flags: {reason: {setFromDefault: true}}}
    const {words} = await asked({argv: ['9a01'], flags: {reason: 'unspecified'}, metadata}, {asks: ['reason']})
    expect(words).toEqual(['--reason=key-compromise'])
  })

  it('is left to --yes but for the object, and not asked for by --dry-run', async () => {
    expect((await asked({flags: {yes: true}}, {asks: ['reason']})).words).toEqual(['7f3c'])
    expect((await asked({flags: {'dry-run': true}}, {asks: ['reason']})).words).toEqual([])
  })
})
