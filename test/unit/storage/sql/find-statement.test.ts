import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {openStore} from '../../../../src/storage/open-store.ts'
import {keyFileSeal} from '../../../../src/storage/seal/key-file-seal.ts'
import {countStatement, findStatement} from '../../../../src/storage/sql/find-statement.ts'
import type {SqliteConnection} from '../../../../src/storage/sqlite/sqlite-connection.ts'
import type {ObjectCondition} from '../../../../src/storage/store.ts'
import {connect} from '../sqlite/connection.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const folder = temporaryFolder()
let connection: SqliteConnection

beforeAll(async () => {
  const location = join(folder, 'store.db')
  const store = await openStore({location, seal: keyFileSeal(join(folder, 'store.key'))})
  await store[Symbol.asyncDispose]()
  connection = await connect(location)
})

afterAll(() => connection.close())

function plan(sql: string, parameters: Parameters<SqliteConnection['query']>[1]): string[] {
  return connection.query(`EXPLAIN QUERY PLAN ${sql}`, parameters).map((row) => String(row['detail']))
}

const name = {key: 'name', equals: 'a'}
const state = {key: 'state', equals: 'Active'}
const dates = {key: 'date', from: '1', to: '2'}
const cases: [string, ObjectCondition[]][] = [
  ['no condition', []],
  ['an equality', [name]],
  ['two equalities', [name, state]],
  ['a range', [dates]],
  ['an equality and a range', [state, dates]],
  ['a range and an equality', [dates, state]],
  ['two ranges', [dates, {key: 'size', from: '7'}]],
  ['a common entry', [{...state, common: true}]],
  ['an equality and a common entry', [name, {...state, common: true}]],
  ['many', [state, name, dates, {key: 'other'}, name]],
]

describe('the query plan of find', () => {
  it.each(cases)('reads nothing but indexes for %s', (_, conditions) => {
    const query = {scopeId: 's', conditions, limit: 10, offset: 5}
    for (const {sql, parameters} of [findStatement(query), countStatement(query)]) {
      const steps = plan(sql, parameters)
      expect(steps.length).toBeGreaterThan(0)
      // A range after other conditions looks through the entries of one object
      const searches = steps.filter((step) => !/^SCAN c\d VIRTUAL TABLE/.test(step))
      expect(searches.filter((step) => /SCAN|TEMP B-TREE|AUTOMATIC/.test(step))).toEqual([])
    }
  })

  it('finds what a role made by an index of its own, newest first', () => {
    for (const {sql, parameters} of [findStatement, countStatement].map((statement) =>
      statement({scopeId: 's', conditions: [], roleId: 'r'}),
    )) {
      const steps = plan(sql, parameters)
      expect(steps).toEqual([expect.stringMatching(/^SEARCH o USING (COVERING )?INDEX objects_by_role/)])
    }
  })

  it('begins with the first condition, whatever comes after', () => {
    const {sql, parameters} = findStatement({scopeId: 's', conditions: [state, name, dates]})
    expect(sql).toContain('FROM object_index AS c0 CROSS JOIN object_index AS c1 CROSS JOIN objects AS o')
    expect(plan(sql, parameters)[0]).toBe('SEARCH c0 USING PRIMARY KEY (scope_id=? AND key=? AND value=?)')
  })

  it('reads due objects in order of their dates from an index', () => {
    const sql =
      'SELECT id FROM objects WHERE scope_id = ? AND next_transition <= ? ORDER BY next_transition, sequence LIMIT ?'
    expect(plan(sql, ['s', 1, 1])).toEqual([
      'SEARCH objects USING INDEX objects_by_transition (scope_id=? AND next_transition<?)',
    ])
  })
})
