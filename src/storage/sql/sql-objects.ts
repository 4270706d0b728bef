import type {IndexEntry, ObjectMatches, ObjectQuery, ObjectWriter, StoredObject} from '../store.ts'
import {failures} from '../failures.ts'
import type {RowCipher} from '../seal/row-cipher.ts'
import type {SqlSession, SqlValue} from './driver.ts'
import {countStatement, findStatement} from './find-statement.ts'
import type {CachedObject, ObjectCache} from './object-cache.ts'
import {bytesOf, integerOf, optional, textOf} from './row.ts'
import {encodeText} from './sql-text.ts'

/** Managed objects in SQL; material is sealed on the way in and opened on the way out. */
export class SqlObjects implements ObjectWriter {
  readonly #session: SqlSession
  readonly #cipher: RowCipher
  readonly #cache: ObjectCache | undefined

  /** The cache is for reading; within a transaction nothing is cached. */
  constructor(session: SqlSession, cipher: RowCipher, cache?: ObjectCache) {
    this.#session = session
    this.#cipher = cipher
    this.#cache = cache
  }

  async get(scopeId: string, id: string): Promise<CachedObject | undefined> {
    const cached = this.#cache?.get(scopeId, id)
    if (cached !== undefined) return cached
    const object = await this.#select(scopeId, id)
    if (object !== undefined) this.#cache?.put(object)
    return object
  }

  async #select(scopeId: string, id: string): Promise<CachedObject | undefined> {
    const [row] = await this.#session.query(
      'SELECT object_type, attributes, material, next_transition FROM objects WHERE scope_id = ? AND id = ?',
      [scopeId, id],
    )
    if (row === undefined) return undefined
    const sealed = optional(bytesOf, row, 'material')
    return {
      id,
      scopeId,
      objectType: textOf(row, 'object_type'),
      attributes: bytesOf(row, 'attributes'),
      material: sealed && this.#cipher.open(sealed, {table: 'objects', scopeId, id}),
      nextTransition: optional(integerOf, row, 'next_transition'),
    }
  }

  async find(query: ObjectQuery): Promise<ObjectMatches> {
    const {sql, parameters} = findStatement(query)
    const ids = (await this.#session.query(sql, parameters)).map((row) => textOf(row, 'id'))
    return {ids, total: query.count ? await this.#total(query, ids.length) : undefined}
  }

  async due(scopeId: string, now: number, limit: number): Promise<readonly string[]> {
    const rows = await this.#session.query(
      'SELECT id FROM objects WHERE scope_id = ? AND next_transition <= ? ORDER BY next_transition, sequence LIMIT ?',
      [scopeId, now, limit],
    )
    return rows.map((row) => textOf(row, 'id'))
  }

  async count(scopeId: string): Promise<number> {
    const [row] = await this.#session.query('SELECT count(*) AS total FROM objects WHERE scope_id = ?', [scopeId])
    return row === undefined ? 0 : integerOf(row, 'total')
  }

  async insert(object: StoredObject): Promise<void> {
    const [row] = await this.#session.query(
      `INSERT INTO objects (scope_id, id, object_type, attributes, material, next_transition)
       VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING sequence`,
      [object.scopeId, object.id, ...this.#columns(object)],
    )
    if (row === undefined) throw failures.taken('Object', object.id)
    await this.#addEntries(object.scopeId, integerOf(row, 'sequence'), object.index)
  }

  async update(object: StoredObject): Promise<void> {
    const [row] = await this.#session.query(
      `UPDATE objects SET object_type = ?, attributes = ?, material = ?, next_transition = ?
       WHERE scope_id = ? AND id = ? RETURNING sequence`,
      [...this.#columns(object), object.scopeId, object.id],
    )
    if (row === undefined) throw failures.missing('Object', object.id)
    await this.#replaceEntries(object, integerOf(row, 'sequence'))
  }

  #columns(object: StoredObject): SqlValue[] {
    const {id, scopeId, objectType, attributes, material, nextTransition} = object
    const sealed = material && this.#cipher.seal(material, {table: 'objects', scopeId, id})
    return [objectType, attributes, sealed ?? null, nextTransition ?? null]
  }

  /** Counts only what the page itself does not tell. */
  async #total(query: ObjectQuery, found: number): Promise<number> {
    const offset = query.offset ?? 0
    const isLastPage = query.limit === undefined || found < query.limit
    if (isLastPage && (found > 0 || offset === 0)) return offset + found
    const {sql, parameters} = countStatement(query)
    const [row] = await this.#session.query(sql, parameters)
    return row === undefined ? 0 : integerOf(row, 'total')
  }

  /** Most changes of an object leave nearly all of its entries as they are. */
  async #replaceEntries({scopeId, index}: StoredObject, sequence: number): Promise<void> {
    const rows = await this.#session.query('SELECT key, value FROM object_index WHERE sequence = ?', [sequence])
    const added = new Map(index.map((entry) => [JSON.stringify([entry.key, entry.value]), entry]))
    for (const row of rows) {
      const [key, value] = [textOf(row, 'key'), textOf(row, 'value')]
      if (added.delete(JSON.stringify([key, value]))) continue
      await this.#session.run(
        'DELETE FROM object_index WHERE scope_id = ? AND key = ? AND value = ? AND sequence = ?',
        [scopeId, key, value, sequence],
      )
    }
    await this.#addEntries(scopeId, sequence, [...added.values()])
  }

  /** All in one statement and one parameter: binding each value by itself costs more than storing it. */
  async #addEntries(scopeId: string, sequence: number, entries: readonly IndexEntry[]): Promise<void> {
    if (entries.length === 0) return
    await this.#session.run(
      `INSERT INTO object_index (scope_id, key, value, sequence)
       SELECT ?, entry.value ->> 0, entry.value ->> 1, ? FROM json_each(?) AS entry WHERE true ON CONFLICT DO NOTHING`,
      [scopeId, sequence, JSON.stringify(entries.map(({key, value}) => [encodeText(key), encodeText(value)]))],
    )
  }
}
