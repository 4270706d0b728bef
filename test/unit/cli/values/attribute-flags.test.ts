import {expect, it} from 'vitest'
import {attributesFrom} from '../../../../src/cli/values/attribute-flags.ts'

const now = new Date('2026-03-01T12:00:00Z')

it('collects all flags, several values in the order in which they were given', () => {
  const set = attributesFrom(
    {
      name: ['a', 'b'],
      group: ['g'],
      algorithm: 'aes',
      length: 256,
      usage: 'encrypt',
      'activation-date': 'now',
      'deactivation-date': '+1d',
      attribute: ['Initial Date=-7d', 'Initial Date=now', 'x-team=storage'],
    },
    now,
  )
  expect(set.all('Name').map(({nameValue}) => nameValue)).toEqual(['a', 'b'])
  expect(set.get('ObjectGroup')).toBe('g')
  expect(set.get('CryptographicAlgorithm')).toBe('AES')
  expect(set.get('CryptographicLength')).toBe(256)
  expect(set.get('CryptographicUsageMask')).toBe(4)
  expect(set.get('ActivationDate')).toEqual(now)
  expect(set.get('DeactivationDate')).toEqual(new Date('2026-03-02T12:00:00Z'))
  expect(set.all('InitialDate')).toEqual([new Date('2026-02-22T12:00:00Z'), now])
  expect(set.get('x:team')).toMatchObject({value: 'storage'})
})

it('gives no attribute where no flag is given', () => {
  expect(attributesFrom({}, now).size).toBe(0)
})

it('names the flag that is wrong', () => {
  expect(() => attributesFrom({'activation-date': 'soon'}, now)).toThrow('--activation-date takes a date')
  expect(() => attributesFrom({usage: 'x'}, now)).toThrow('--usage does not know "x"')
})
