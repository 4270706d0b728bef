import {expect, it} from 'vitest'
import type {Choice, Question} from '../../../../src/cli/prompts/prompts.ts'
import {askType} from '../../../../src/cli/questions/object-type.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'

async function asked(attributes: AttributeSet, position: number) {
  const settings: string[] = []
  const select = async <Value>({setting, choices}: Question & {readonly choices: readonly Choice<Value>[]}) => {
    settings.push(setting)
    const chosen = choices[position]
    if (chosen === undefined) throw new Error('There is no such choice')
    return chosen.value
  }
  return {type: await askType({select}, attributes), settings}
}

it('bytes are a key, whose algorithm is asked for unless it is known, or something else', async () => {
  const attributes = new AttributeSet()
  expect(await asked(attributes, 0)).toEqual({type: 'symmetric', settings: ['--type', '--algorithm']})
  expect(attributes.get('CryptographicAlgorithm')).toBe('AES')
  expect(await asked(attributes, 0)).toEqual({type: 'symmetric', settings: ['--type']})
  expect(await asked(new AttributeSet(), 1)).toEqual({type: 'secret', settings: ['--type']})
})
