import {readFile} from 'node:fs/promises'
import {describe, expect, it} from 'vitest'
import {functions} from '../../src/server/pkcs11/functions/index.ts'
import {mechanisms} from '../../src/server/pkcs11/mechanisms/index.ts'
import {signatures} from '../../src/server/pkcs11/signatures/index.ts'
import {functionTable, mechanismTable, neededOperations} from '../support/pkcs11-tables.ts'

const document = readFile(new URL('../../docs/pkcs11.md', import.meta.url), 'utf8')

describe('docs/pkcs11.md', () => {
  it('lists every function that the token has, and no other', async () => {
    expect(new Set(Object.keys(functions))).toEqual(new Set(Object.keys(signatures)))
    expect(new Set(Object.keys(neededOperations))).toEqual(new Set(Object.keys(functions)))
    expect(await document).toContain(functionTable())
  })

  it('lists every mechanism with what it does', async () => {
    expect(mechanisms.length).toBeGreaterThan(50)
    expect(await document).toContain(mechanismTable())
  })
})
