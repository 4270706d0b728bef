import type {
  IndexEntry,
  ObjectMatches,
  ObjectQuery,
  ObjectWriter,
  OutdatedObject,
  OutdatedQuery,
  StoredObject,
  Tally,
  TallyQuery,
} from '../store.ts'
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
      `SELECT object_type, attributes, material, next_transition, next_rotation, role_id
       FROM objects WHERE scope_id = ? AND id = ?`,
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
      nextRotation: optional(integerOf, row, 'next_rotation'),
      roleId: optional(textOf, row, 'role_id'),
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

  async dueRotations(now: number, limit: number): Promise<readonly Pick<StoredObject, 'scopeId' | 'id'>[]> {
    const rows = await this.#session.query(
      'SELECT scope_id, id FROM objects WHERE next_rotation <= ? ORDER BY next_rotation, sequence LIMIT ?',
      [now, limit],
    )
    return rows.map((row) => ({scopeId: textOf(row, 'scope_id'), id: textOf(row, 'id')}))
  }

  async count(scopeId: string): Promise<number> {
    const [row] = await this.#session.query('SELECT count(*) AS total FROM objects WHERE scope_id = ?', [scopeId])
    return row === undefined ? 0 : integerOf(row, 'total')
  }

  async tally({scopeId, entry, after = 0, limit}: TallyQuery): Promise<Tally> {
    const [table, where, parameters] =
      entry === undefined
        ? ['objects', 'scope_id = ?', [scopeId]]
        : ['object_index', 'scope_id = ? AND key = ? AND value = ?', [scopeId, entry.key, entry.value]]
    const [row] = await this.#session.query(
      `SELECT count(*) AS counted, max(sequence) AS last FROM
       (SELECT sequence FROM ${table} WHERE ${where} AND sequence > ? ORDER BY sequence LIMIT ?)`,
      [...parameters, after, limit],
    )
    if (row === undefined) return {count: 0, next: undefined}
    const count = integerOf(row, 'counted')
    return {count, next: count < limit ? undefined : optional(integerOf, row, 'last')}
  }

  async outdated({scopeId, after = 0, limit}: OutdatedQuery): Promise<readonly OutdatedObject[]> {
    const [inScope, scopes] = scopeId === undefined ? ['', []] : ['AND scope_id = ?', [scopeId]]
    const rows = await this.#session.query(
      `SELECT scope_id, id, sequence FROM objects
       WHERE sequence > ? AND sequence > (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'outdated_after')
       AND sequence <= (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'outdated_until') ${inScope}
       ORDER BY sequence LIMIT ?`,
      [after, ...scopes, limit],
    )
    return rows.map((row) => ({
      scopeId: textOf(row, 'scope_id'),
      id: textOf(row, 'id'),
      place: integerOf(row, 'sequence'),
    }))
  }

  async renewedUpTo(place: number): Promise<void> {
    await this.#session.run(`UPDATE meta SET value = ? WHERE name = 'outdated_after'`, [String(place)])
  }

  async lastUsed(scopeId: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#session.query(
      `SELECT used.id AS id, used.used_at AS used_at FROM json_each(?) AS wanted
       CROSS JOIN object_uses AS used ON used.scope_id = ? AND used.id = wanted.value`,
      [JSON.stringify(ids.map(encodeText)), scopeId],
    )
    return new Map(rows.map((row) => [textOf(row, 'id'), integerOf(row, 'used_at')]))
  }

  async markUsed(scopeId: string, id: string, at: number): Promise<void> {
    await this.#session.run(
      `INSERT INTO object_uses (scope_id, id, used_at)
       SELECT scope_id, id, ? FROM objects WHERE scope_id = ? AND id = ?
       ON CONFLICT (scope_id, id) DO UPDATE SET used_at = excluded.used_at WHERE excluded.used_at > used_at`,
      [at, scopeId, id],
    )
  }

  async insert(object: StoredObject): Promise<void> {
    const [row] = await this.#session.query(
      `INSERT INTO objects
       (scope_id, id, role_id, object_type, attributes, material, next_transition, next_rotation, entries)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING sequence`,
      [object.scopeId, object.id, object.roleId ?? null, ...this.#columns(object)],
    )
    if (row === undefined) throw failures.taken('Object', object.id)
    const indexed = entryTexts(object.index).filter((entry) => !entry.endsWith(commonMark))
    await this.#addEntries(object.scopeId, integerOf(row, 'sequence'), `[${indexed.join(',')}]`)
  }

  async update(object: StoredObject): Promise<void> {
    const {scopeId, id, index} = object
    const [row] = await this.#session.query('SELECT sequence, entries FROM objects WHERE scope_id = ? AND id = ?', [
      scopeId,
      id,
    ])
    if (row === undefined) throw failures.missing('Object', id)
    const sequence = integerOf(row, 'sequence')
    await this.#session.run(
      `UPDATE objects
       SET object_type = ?, attributes = ?, material = ?, next_transition = ?, next_rotation = ?, entries = ?
       WHERE sequence = ?`,
      [...this.#columns(object), sequence],
    )
    await this.#replaceEntries(scopeId, sequence, {before: textOf(row, 'entries'), after: entriesText(index)})
  }

  async delete(scopeId: string, id: string): Promise<void> {
    const [row] = await this.#session.query(
      'DELETE FROM objects WHERE scope_id = ? AND id = ? RETURNING sequence, entries',
      [scopeId, id],
    )
    if (row === undefined) throw failures.missing('Object', id)
    await this.#replaceEntries(scopeId, integerOf(row, 'sequence'), {before: textOf(row, 'entries'), after: '[]'})
  }

  #columns(object: StoredObject): SqlValue[] {
    const {id, scopeId, objectType, attributes, material, nextTransition = null, nextRotation = null} = object
    const sealed = material && this.#cipher.seal(material, {table: 'objects', scopeId, id})
    return [objectType, attributes, sealed ?? null, nextTransition, nextRotation, entriesText(object.index)]
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
  async #replaceEntries(
    scopeId: string,
    sequence: number,
    {before, after}: {readonly before: string; readonly after: string},
  ): Promise<void> {
    if (before === after) return
    const [old, fresh] = [entrySet(before), entrySet(after)]
    const removed = [...old].filter((entry) => !fresh.has(entry) && !entry.endsWith(commonMark))
    const added = [...fresh].filter((entry) => !old.has(entry) && !entry.endsWith(commonMark))
    if (removed.length > 0) {
      await this.#session.run(
        `DELETE FROM object_index WHERE scope_id = ? AND sequence = ?
         AND (key, value) IN (SELECT entry.value ->> 0, entry.value ->> 1 FROM json_each(?) AS entry)`,
        [scopeId, sequence, `[${removed.join(',')}]`],
      )
    }
    if (added.length > 0) await this.#addEntries(scopeId, sequence, `[${added.join(',')}]`)
  }

  /** All in one statement and one parameter: binding each value by itself costs more than storing it. */
  async #addEntries(scopeId: string, sequence: number, entries: string): Promise<void> {
    await this.#session.run(
      `INSERT INTO object_index (scope_id, key, value, sequence)
       SELECT ?, entry.value ->> 0, entry.value ->> 1, ? FROM json_each(?) AS entry WHERE true ON CONFLICT DO NOTHING`,
      [scopeId, sequence, entries],
    )
  }
}

/** `["Name","a"]` for each entry; a third member, as in `["Sensitive","0",1]`, marks what is common and not in the index. */
function entryTexts(entries: readonly IndexEntry[]): string[] {
  return entries.map(
    ({key, value, common}) =>
      `[${JSON.stringify(encodeText(key))},${JSON.stringify(encodeText(value))}${common === true ? commonMark : ']'}`,
  )
}

function entriesText(entries: readonly IndexEntry[]): string {
  return `[${entryTexts(entries).join(',')}]`
}

/** The end of a common entry; the others end with a quotation mark. */
const commonMark = ',1]'

/** Each entry in its JSON. */
function entrySet(text: string): ReadonlySet<string> {
  const entries: readonly unknown[] = JSON.parse(text)
  return new Set(entries.map((entry) => JSON.stringify(entry)))
}
