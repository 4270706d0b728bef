import {join} from 'node:path'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {openStore} from '../../../../src/storage/open-store.ts'
import {keyFileSeal} from '../../../../src/storage/seal/key-file-seal.ts'
import {RowCipher} from '../../../../src/storage/seal/row-cipher.ts'
import type {SqlSession} from '../../../../src/storage/sql/driver.ts'
import {SqlAdministrationReader} from '../../../../src/storage/sql/sql-administration-reader.ts'
import type {SqliteConnection} from '../../../../src/storage/sqlite/sqlite-connection.ts'
import type {AdministrationReader} from '../../../../src/storage/store.ts'
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

/** How SQLite means to answer what is asked. */
async function planOf(ask: (administration: AdministrationReader) => Promise<unknown>): Promise<readonly string[]> {
  const details: string[] = []
  const session: SqlSession = {
    query: async (sql, parameters) => {
      const rows = connection.query(`EXPLAIN QUERY PLAN ${sql}`, parameters)
      details.push(...rows.map((row) => String(row['detail'])))
      return []
    },
    run: async () => 0,
  }
  await ask(new SqlAdministrationReader(session, new RowCipher(new Uint8Array(32))))
  return details
}

const after = {serialNumber: '7', createdAt: 1, notAfter: 1}
const questions: [string, (administration: AdministrationReader) => Promise<unknown>][] = [
  ['one by its serial number', (one) => one.credential('7')],
  ['one by its fingerprint', (one) => one.credentialByFingerprint('ab')],
  ['a page of a role', (one) => one.credentials('r', {after, limit: 9})],
  ['the number of a role', (one) => one.countCredentials('r')],
  ['the serial numbers of a role', (one) => one.credentialSerialNumbers('r')],
  ['a page of those that end', (one) => one.expiringCredentials(9, 9, after)],
  ['the number of those that end', (one) => one.countExpiringCredentials(1, 9)],
]

it.each(questions)('finds %s through an index, however many there are', async (_, ask) => {
  const plan = await planOf(ask)
  expect(plan[0]).toMatch(/^SEARCH credentials USING (COVERING )?INDEX/)
  expect(plan.slice(1)).not.toContain('USE TEMP B-TREE FOR ORDER BY')
})
