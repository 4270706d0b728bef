import {describe, expect, it} from 'vitest'
import {loadSqlite} from '../../../../src/storage/sqlite/load-sqlite.ts'

describe('loadSqlite', () => {
  it('takes the SQLite inside Node where there is one, and leaves warnings as they were', async () => {
    const before = Object.getOwnPropertyDescriptor(process, 'emitWarning')
    const {DatabaseSync} = await loadSqlite()
    expect(Object.getOwnPropertyDescriptor(process, 'emitWarning')).toEqual(before)
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
    const isBuiltIn = major > 22 || (major === 22 && minor >= 13)
    const builtIn = process.getBuiltinModule('node:sqlite')
    expect(builtIn !== undefined && Object.values(builtIn).includes(DatabaseSync)).toBe(isBuiltIn)
  })
})
