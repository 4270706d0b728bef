import type {ContinuationRecord, ContinuationStore} from '../store.ts'
import type {RowCipher} from '../seal/row-cipher.ts'
import type {SqlSession} from './driver.ts'
import {bytesOf, integerOf} from './row.ts'

/** States of continued operations in SQL, sealed. */
export class SqlContinuations implements ContinuationStore {
  readonly #session: SqlSession
  readonly #cipher: RowCipher

  constructor(session: SqlSession, cipher: RowCipher) {
    this.#session = session
    this.#cipher = cipher
  }

  async get(scopeId: string, id: string): Promise<ContinuationRecord | undefined> {
    const [row] = await this.#session.query(
      'SELECT state, expires_at FROM continuations WHERE scope_id = ? AND id = ?',
      [scopeId, id],
    )
    if (row === undefined) return undefined
    const state = this.#cipher.open(bytesOf(row, 'state'), {table: 'continuations', scopeId, id})
    return {id, scopeId, state, expiresAt: integerOf(row, 'expires_at')}
  }

  async put({id, scopeId, state, expiresAt}: ContinuationRecord): Promise<void> {
    const sealed = this.#cipher.seal(state, {table: 'continuations', scopeId, id})
    await this.#session.run(
      `INSERT INTO continuations (scope_id, id, state, expires_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (scope_id, id) DO UPDATE SET state = excluded.state, expires_at = excluded.expires_at`,
      [scopeId, id, sealed, expiresAt],
    )
  }

  async delete(scopeId: string, id: string): Promise<void> {
    await this.#session.run('DELETE FROM continuations WHERE scope_id = ? AND id = ?', [scopeId, id])
  }

  async deleteExpired(now: number): Promise<number> {
    return this.#session.run('DELETE FROM continuations WHERE expires_at <= ?', [now])
  }
}
