import {describe, expect, it} from 'vitest'
import {parseDataReference, parseIdentifier} from '../../../src/notation/batch-reference.ts'

describe('parseIdentifier', () => {
  it.each([
    ['7f3c', '7f3c'],
    ['-1', '-1'],
    ['me@example.com', 'me@example.com'],
    ['@@home', '@home'],
    ['@placeholder', {placeholder: 'IDPlaceholder'}],
    ['@id-placeholder', {placeholder: 'IDPlaceholder'}],
    ['@create-key-pair-private-key', {placeholder: 'CreateKeyPairPrivateKey'}],
    ['@ReKey', {placeholder: 'ReKey'}],
    ['@0', {index: 0}],
    ['@-2', {index: -2}],
  ])('reads %s', (text, reference) => {
    expect(parseIdentifier(text)).toEqual(reference)
  })

  it.each([
    ['@creat', 'ID does not know "creat"', 'Did you mean create?'],
    ['@', 'ID does not know ""', 'Use one of'],
    ['@1.5', 'ID does not know "1.5"', 'Use one of'],
  ])('refuses %s', (text, message, hint) => {
    expect(() => parseIdentifier(text)).toThrow(expect.objectContaining({message, hint: expect.stringContaining(hint)}))
  })

  it('names the flag that it was given to', () => {
    expect(() => parseIdentifier('@x', '--request-id')).toThrow('--request-id does not know "x"')
  })
})

describe('parseDataReference', () => {
  it.each([
    ['hash', {placeholder: 'Hash'}],
    ['@encrypt', {placeholder: 'Encrypt'}],
    ['rng-retrieve', {placeholder: 'RNGRetrieve'}],
    ['mac', {placeholder: 'MACMACData'}],
    ['0', {index: 0}],
    ['-1', {index: -1}],
  ])('reads %s', (text, reference) => {
    expect(parseDataReference(text, '--data-from')).toEqual(reference)
  })

  it('refuses an operation that gives no data', () => {
    expect(() => parseDataReference('destroy', '--data-from')).toThrow('--data-from does not know "destroy"')
  })
})
