import {expect, it} from 'vitest'
import {renderKeyValues} from '../../../../src/cli/output/key-values.ts'
import {plainPalette} from '../../../../src/cli/output/palette.ts'

it('aligns values, puts several below each other and leaves out what is undefined', () => {
  const text = renderKeyValues(
    [
      ['Name', 'finance'],
      ['Operations', ['get', 'locate']],
      ['Revoked', undefined],
      ['Objects', 0],
    ],
    {palette: plainPalette},
  )
  expect(text).toBe(['Name        finance', 'Operations  get', '            locate', 'Objects     0'].join('\n'))
})

it('escapes what a terminal would obey', () => {
  expect(renderKeyValues([['Name', 'a\u0007b']], {palette: plainPalette})).toBe('Name  a\\u0007b')
})

it('leaves quotation marks as they are', () => {
  expect(renderKeyValues([['Name', 'a "b"']], {palette: plainPalette})).toBe('Name  a "b"')
})

it('goes on below the value where the terminal ends', () => {
  const text = renderKeyValues([['Operations', 'create, get, locate, encrypt']], {palette: plainPalette, width: 33})
  expect(text).toBe('Operations  create, get, locate,\n            encrypt')
})
