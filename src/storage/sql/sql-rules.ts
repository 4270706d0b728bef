import type {RuleKind, RuleStore} from '../store.ts'
import type {SqlSession} from './driver.ts'
import {bytesOf} from './row.ts'

/** Rules of scopes in SQL. */
export class SqlRules implements RuleStore {
  readonly #session: SqlSession

  constructor(session: SqlSession) {
    this.#session = session
  }

  async get(scopeId: string, kind: RuleKind): Promise<Uint8Array | undefined> {
    const sql = 'SELECT content FROM scope_rules WHERE scope_id = ? AND kind = ?'
    const [row] = await this.#session.query(sql, [scopeId, kind])
    return row && bytesOf(row, 'content')
  }

  async put(scopeId: string, kind: RuleKind, content: Uint8Array): Promise<void> {
    await this.#session.run(
      `INSERT INTO scope_rules (scope_id, kind, content) VALUES (?, ?, ?)
       ON CONFLICT (scope_id, kind) DO UPDATE SET content = excluded.content`,
      [scopeId, kind, content],
    )
  }

  async delete(scopeId: string, kind: RuleKind): Promise<void> {
    await this.#session.run('DELETE FROM scope_rules WHERE scope_id = ? AND kind = ?', [scopeId, kind])
  }
}
