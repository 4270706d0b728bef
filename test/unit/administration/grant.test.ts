import {describe, expect, it} from 'vitest'
import {changeGrant, describeGrant, parseGrant} from '../../../src/administration/grant.ts'

const usage = expect.objectContaining({code: 'USAGE'})

describe('parseGrant', () => {
  it('keeps each operation once, in the order of KMIP', () => {
    expect(parseGrant(['locate', 'create', 'operation_locate'])).toEqual({
      kind: 'some',
      operations: ['Create', 'Locate'],
    })
  })

  it.each([
    ['all', 'all'],
    ['none', 'none'],
    ['operation_all', 'all'],
    ['operation_none', 'none'],
    ['ALL', 'all'],
  ])('reads %s as the word alone', (word, kind) => {
    expect(parseGrant([word])).toEqual({kind})
  })

  it.each([[['all', 'create']], [['create', 'none']], [['all', 'none']]])('refuses %j', (words) => {
    expect(() => parseGrant(words)).toThrowError(usage)
  })

  it('refuses a role without any word', () => {
    expect(() => parseGrant([])).toThrowError(usage)
  })
})

describe('changeGrant', () => {
  it('adds to and takes from a list', () => {
    const grant = parseGrant(['create', 'locate', 'get'])
    expect(changeGrant(grant, {add: ['destroy'], remove: ['locate']})).toEqual({
      kind: 'some',
      operations: ['Create', 'Get', 'Destroy'],
    })
  })

  it('makes a list of none, and none of an empty list', () => {
    const some = changeGrant({kind: 'none'}, {add: ['get'], remove: []})
    expect(some).toEqual({kind: 'some', operations: ['Get']})
    expect(changeGrant(some, {add: [], remove: ['get']})).toEqual({kind: 'none'})
  })

  it('refuses to edit all, which would silently take rights away', () => {
    expect(() => changeGrant({kind: 'all'}, {add: ['get'], remove: []})).toThrowError(usage)
    expect(() => changeGrant({kind: 'all'}, {add: [], remove: ['get']})).toThrowError(usage)
  })

  it('refuses an operation on both sides', () => {
    expect(() => changeGrant({kind: 'none'}, {add: ['rekey'], remove: ['re-key']})).toThrowError(
      expect.objectContaining({message: 'The operation re-key is to be both added and removed'}),
    )
  })
})

describe('describeGrant', () => {
  it('writes operations as flags take them', () => {
    expect(describeGrant(parseGrant(['create_keypair', 'get']))).toBe('create-key-pair, get')
    expect(describeGrant({kind: 'all'})).toBe('all operations')
    expect(describeGrant({kind: 'none'})).toBe('no operations')
  })
})
