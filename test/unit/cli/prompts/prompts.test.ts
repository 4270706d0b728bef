import {describe, expect, it} from 'vitest'
import {Prompts} from '../../../../src/cli/prompts/prompts.ts'

const prompts = new Prompts({interactive: false, colour: false})
const question = {setting: '--name', message: 'Name'}

describe('Prompts where nobody can be asked', () => {
  it.each([
    ['text', () => prompts.text(question)],
    ['select', () => prompts.select({...question, choices: []})],
    ['checkbox', () => prompts.checkbox({...question, choices: []})],
    ['confirm', () => prompts.confirm(question)],
    ['password', () => prompts.password(question)],
  ])('refuse a %s and name the flag', async (_, ask) => {
    await expect(ask()).rejects.toMatchObject({
      code: 'USAGE',
      message: 'Missing --name: pass it, or run on a terminal to be asked',
    })
  })
})
