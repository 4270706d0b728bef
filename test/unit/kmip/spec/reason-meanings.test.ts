import {expect, it} from 'vitest'
import {ResultReason} from '../../../../src/kmip/spec/enumerations.ts'
import {reasonMeanings} from '../../../../src/kmip/spec/reason-meanings.ts'

it('gives every Result Reason a meaning, one sentence without a full stop', () => {
  expect(Object.keys(reasonMeanings)).toEqual(ResultReason.entries.map(({name}) => name))
  for (const meaning of Object.values(reasonMeanings)) expect(meaning).toMatch(/^[A-Z].*[^.]$/)
})

it('explains well-known reasons', () => {
  expect(reasonMeanings.ItemNotFound).toBe('No object has that identifier')
  expect(reasonMeanings.KeyValueNotPresent).toBe('The server holds only the metadata of the key')
})
