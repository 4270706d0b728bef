import {describe, expect, it} from 'vitest'
import {decideStartUp, type Decision, type StartUp} from '../../../src/masterkey/start-up.ts'

const start = (directory: StartUp['directory'], keyIdentifier?: string, rotateMasterKey = false): Decision =>
  decideStartUp({directory, keyIdentifier, rotateMasterKey})

const remembering = (keyIdentifier: string | undefined) => ({keyIdentifier})

describe('the start of a database server', () => {
  it('makes a key for new data, unless one is named', () => {
    expect(start('new')).toEqual({kind: 'create'})
    expect(start('new', '7')).toEqual({kind: 'read', keyIdentifier: '7', remember: true})
  })

  it('makes the key of new data under its name where keys go by name', () => {
    const directory = 'new'
    const decision = decideStartUp({directory, keyIdentifier: 'payroll', rotateMasterKey: false, byName: true})
    expect(decision).toEqual({kind: 'create'})
  })

  it('reads the key that it remembers', () => {
    const read = {kind: 'read', keyIdentifier: '7', remember: false}
    expect(start(remembering('7'))).toEqual(read)
    expect(start(remembering('7'), '7')).toEqual(read)
  })

  it('remembers the key of data that earlier releases encrypted', () => {
    expect(start(remembering(undefined), '7')).toEqual({kind: 'read', keyIdentifier: '7', remember: true})
  })

  it('rotates to a new key, or to the one that is named', () => {
    expect(start(remembering('7'), undefined, true)).toEqual({kind: 'rotate', from: '7', to: undefined})
    expect(start(remembering('7'), '8', true)).toEqual({kind: 'rotate', from: '7', to: '8'})
  })

  it.each<[string, Parameters<typeof start>, string]>([
    ['another key than the data has', [remembering('7'), '8'], 'keyIdentifier is 8'],
    ['data of which no key is known', [remembering(undefined)], 'not configured for KMIP'],
    ['a rotation to the same key', [remembering('7'), '7', true], 'same key 7'],
    ['a rotation of nothing', ['new', undefined, true], 'no encrypted data'],
    ['a rotation without a remembered key', [remembering(undefined), '7', true], 'not configured for KMIP'],
  ])('refuses %s', (_, given, reason) => {
    expect(() => start(...given)).toThrow(reason)
    expect(() => start(...given)).toThrow(expect.objectContaining({code: 'START_REFUSED', exitCode: 2}))
  })
})
