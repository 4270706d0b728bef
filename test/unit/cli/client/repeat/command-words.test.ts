import {Flags} from '@oclif/core'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {lineWords} from '../../../../../src/cli/client/batch/line-words.ts'
import {type CalledCommand, commandWords, isSecretFlag} from '../../../../../src/cli/client/repeat/command-words.ts'
import {quoteWord} from '../../../../../src/cli/client/repeat/quote-word.ts'

const declared = {
  name: Flags.string({multiple: true}),
  data: Flags.string(),
  'data-file': Flags.string(),
  password: Flags.string(),
  activate: Flags.boolean({allowNo: true}),
  length: Flags.integer(),
  date: Flags.string(),
  trace: Flags.boolean(),
}

function words(called: Partial<CalledCommand>, standardInput = true) {
  return commandWords({positional: [], typed: [], holding: {}, declared, ...called}, new Set(['trace']), {
    standardInput,
  })
}

describe('quoteWord', () => {
  it('gives a word that a shell reads as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.string({unit: 'grapheme'})), (texts) => {
        expect(lineWords(texts.map(quoteWord).join(' '))).toEqual(texts)
      }),
    )
  })

  it('leaves plain words alone', () => {
    expect(['--name', 'a/b.pem', '2026-01-01T00:00:00Z', 'x=y', 'a b', ''].map(quoteWord)).toEqual([
      '--name',
      'a/b.pem',
      '2026-01-01T00:00:00Z',
      'x=y',
      "'a b'",
      "''",
    ])
  })
})

describe('the words of a command', () => {
  it('are what was typed and what holds besides', () => {
    const typed = [
      {flag: 'name', input: "it's"},
      {flag: 'activate', input: '--no-activate'},
      {flag: 'date', input: '-3d'},
      {flag: 'trace', input: '--trace'},
    ]
    const holding = {name: ["it's"], activate: false, date: '-3d', trace: true, length: 256, json: true}
    expect(words({positional: ['7f3c'], typed, holding})).toEqual({
      words: ['7f3c', '--name', String.raw`'it'\''s'`, '--no-activate', '--date=-3d', '--length', '256'],
      notes: [],
    })
    expect(words({positional: ['-x']}).words).toEqual(['--', '-x'])
  })

  it('never hold a secret', () => {
    const typed = [
      {flag: 'data', input: 'hunter2'},
      {flag: 'password', input: 'hunter2'},
    ]
    expect(words({typed}).words).toEqual(['--data-file', '-', '--password', '"$PASSWORD"'])
    expect(words({typed}, false).words).toEqual(['--data', '"$DATA"', '--password', '"$PASSWORD"'])
    expect(words({typed}).notes).toEqual([
      'What --data held goes to standard input',
      'What --password held goes into the variable PASSWORD',
    ])
  })

  it.each(['data', 'data-hex', 'data-base64', 'password', 'ticket-value-hex', 'derivation-data', 'input'])(
    'know that --%s is secret',
    (flag) => expect(isSecretFlag(flag)).toBe(true),
  )

  it.each(['key', 'data-file', 'password-file', 'name', 'iv-hex'])('know that --%s is not secret', (flag) => {
    expect(isSecretFlag(flag)).toBe(false)
  })
})
