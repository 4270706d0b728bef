import {StorageError} from '../../errors.ts'
import type {RowCipher} from '../seal/row-cipher.ts'
import type {JobRecord, JobStore} from '../store.ts'
import type {SqlRow, SqlSession} from './driver.ts'
import {bytesOf, integerOf, optional, textOf} from './row.ts'

const columns = 'SELECT scope_id, id, kind, status, state, expires_at, owed_to FROM jobs'

/** Jobs in SQL, sealed. */
export class SqlJobs implements JobStore {
  readonly #session: SqlSession
  readonly #cipher: RowCipher

  constructor(session: SqlSession, cipher: RowCipher) {
    this.#session = session
    this.#cipher = cipher
  }

  async get(scopeId: string, id: string): Promise<JobRecord | undefined> {
    const [row] = await this.#session.query(`${columns} WHERE scope_id = ? AND id = ?`, [scopeId, id])
    return row && this.#record(row)
  }

  async waiting(kind: JobRecord['kind'], limit: number): Promise<readonly JobRecord[]> {
    const sql = `${columns} WHERE status = 'waiting' AND kind = ? ORDER BY sequence LIMIT ?`
    return (await this.#session.query(sql, [kind, limit])).map((row) => this.#record(row))
  }

  async owedTo(scopeId: string, owner: string, limit: number): Promise<readonly JobRecord[]> {
    const sql = `${columns} WHERE scope_id = ? AND owed_to = ? ORDER BY sequence LIMIT ?`
    return (await this.#session.query(sql, [scopeId, owner, limit])).map((row) => this.#record(row))
  }

  async countWaiting(scopeId: string): Promise<number> {
    const sql = `SELECT count(*) AS total FROM jobs WHERE status = 'waiting' AND scope_id = ?`
    const [row] = await this.#session.query(sql, [scopeId])
    return row === undefined ? 0 : integerOf(row, 'total')
  }

  async countAllWaiting(kind: JobRecord['kind']): Promise<number> {
    const sql = `SELECT count(*) AS total FROM jobs WHERE status = 'waiting' AND kind = ?`
    const [row] = await this.#session.query(sql, [kind])
    return row === undefined ? 0 : integerOf(row, 'total')
  }

  async put({id, scopeId, kind, status, state, expiresAt, owedTo}: JobRecord): Promise<void> {
    const sealed = this.#cipher.seal(state, {table: 'jobs', scopeId, id})
    await this.#session.run(
      `INSERT INTO jobs (scope_id, id, kind, status, state, expires_at, owed_to) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (scope_id, id) DO UPDATE SET
         kind = excluded.kind, status = excluded.status, state = excluded.state, expires_at = excluded.expires_at,
         owed_to = excluded.owed_to`,
      [scopeId, id, kind, status, sealed, expiresAt, owedTo ?? null],
    )
  }

  async delete(scopeId: string, id: string): Promise<void> {
    await this.#session.run('DELETE FROM jobs WHERE scope_id = ? AND id = ?', [scopeId, id])
  }

  async deleteExpired(now: number): Promise<number> {
    const sql = `DELETE FROM jobs WHERE expires_at <= ? AND (status <> 'waiting' OR kind <> 'operation')`
    return this.#session.run(sql, [now])
  }

  #record(row: SqlRow): JobRecord {
    const id = textOf(row, 'id')
    const scopeId = textOf(row, 'scope_id')
    const owedTo = optional(textOf, row, 'owed_to')
    return {
      id,
      scopeId,
      kind: oneOf(textOf(row, 'kind'), ['operation', 'client-request']),
      status: oneOf(textOf(row, 'status'), ['waiting', 'finished']),
      state: this.#cipher.open(bytesOf(row, 'state'), {table: 'jobs', scopeId, id}),
      expiresAt: integerOf(row, 'expires_at'),
      ...(owedTo === undefined ? {} : {owedTo}),
    }
  }
}

function oneOf<const T extends string>(text: string, words: readonly T[]): T {
  const found = words.find((word) => word === text)
  if (found === undefined) throw new StorageError('CORRUPT', `The store holds a job that is ${text}`)
  return found
}
