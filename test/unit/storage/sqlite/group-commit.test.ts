import {join} from 'node:path'
import {setImmediate as nextTurn} from 'node:timers/promises'
import {describe, expect, it} from 'vitest'
import {StorageError} from '../../../../src/errors.ts'
import {GroupCommit} from '../../../../src/storage/sqlite/group-commit.ts'
import type {SqliteConnection} from '../../../../src/storage/sqlite/sqlite-connection.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {connect} from './connection.ts'

const folder = temporaryFolder()

/** A connection that notes its statements; those named fail once with the error. */
class Recorder {
  readonly statements: string[] = []
  readonly #connection: SqliteConnection
  readonly #failures: Map<string, Error>

  constructor(connection: SqliteConnection, failures: Readonly<Record<string, Error>> = {}) {
    this.#connection = connection
    this.#failures = new Map(Object.entries(failures))
  }

  query(...statement: Parameters<SqliteConnection['query']>) {
    this.#note(statement[0])
    return this.#connection.query(...statement)
  }

  run(...statement: Parameters<SqliteConnection['run']>) {
    this.#note(statement[0])
    return this.#connection.run(...statement)
  }

  times(statement: string): number {
    return this.statements.filter((one) => one === statement).length
  }

  #note(statement: string): void {
    this.statements.push(statement)
    const failure = this.#failures.get(statement)
    this.#failures.delete(statement)
    if (failure !== undefined) throw failure
  }
}

let databases = 0

async function database(): Promise<SqliteConnection> {
  const connection = await connect(join(folder, `${++databases}.db`))
  connection.run('CREATE TABLE t (id TEXT PRIMARY KEY, data BLOB)')
  return connection
}

const insert = 'INSERT INTO t VALUES (?, ?)'
const ids = (connection: SqliteConnection) => connection.query('SELECT id FROM t ORDER BY id').map((row) => row['id'])
const full = (): StorageError => new StorageError('FULL', 'The disk is full')

function add(commits: GroupCommit, id: string, size = 1): Promise<string> {
  return commits.transaction(async (session) => {
    await session.run(insert, [id, new Uint8Array(size)])
    return id
  })
}

describe('GroupCommit', () => {
  it('commits once what arrives in one turn of the event loop', async () => {
    const connection = await database()
    const recorder = new Recorder(connection)
    const commits = new GroupCommit(recorder, 100)
    const early = add(commits, 'a')
    // as another socket would, later in the same turn
    const late = Promise.resolve().then(() => add(commits, 'b'))
    expect(await Promise.all([early, late, add(commits, 'c')])).toEqual(['a', 'b', 'c'])
    expect([recorder.times('BEGIN IMMEDIATE'), recorder.times('COMMIT'), recorder.times(insert)]).toEqual([1, 1, 3])
    await add(commits, 'd')
    expect(recorder.times('COMMIT')).toBe(2)
    expect(ids(connection)).toEqual(['a', 'b', 'c', 'd'])
    connection.close()
  })

  it('resolves nothing before the commit', async () => {
    const connection = await database()
    const recorder = new Recorder(connection)
    const commits = new GroupCommit(recorder, 100)
    const committed: boolean[] = []
    const note = () => committed.push(recorder.statements.at(-1) === 'COMMIT')
    await Promise.all([add(commits, 'a').then(note), add(commits, 'b').then(note)])
    expect(committed).toEqual([true, true])
    connection.close()
  })

  it('limits the size of a group', async () => {
    const connection = await database()
    const recorder = new Recorder(connection)
    const commits = new GroupCommit(recorder, 100)
    await Promise.all(Array.from({length: 600}, (_, index) => add(commits, `${index}`)))
    expect(recorder.times('COMMIT')).toBe(3)
    expect(ids(connection)).toHaveLength(600)
    connection.close()
  })

  it('undoes only the work that fails', async () => {
    const connection = await database()
    const recorder = new Recorder(connection)
    const commits = new GroupCommit(recorder, 100)
    const outcomes = await Promise.allSettled([
      add(commits, 'a'),
      commits.transaction(async (session) => {
        await session.run(insert, ['b', null])
        await session.run(insert, ['a', null])
      }),
      add(commits, 'c'),
    ])
    expect(outcomes.map(({status}) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(outcomes[1]).toMatchObject({reason: {storageCode: 'CONFLICT'}})
    expect(recorder.times('COMMIT')).toBe(1)
    expect(ids(connection)).toEqual(['a', 'c'])
    connection.close()
  })

  it('rejects all when the commit fails, and goes on', async () => {
    const connection = await database()
    const commits = new GroupCommit(new Recorder(connection, {COMMIT: full()}), 100)
    const outcomes = await Promise.allSettled([add(commits, 'a'), add(commits, 'b')])
    for (const outcome of outcomes) expect(outcome).toMatchObject({status: 'rejected', reason: {storageCode: 'FULL'}})
    expect(ids(connection)).toEqual([])
    expect(await add(commits, 'c')).toBe('c')
    expect(ids(connection)).toEqual(['c'])
    connection.close()
  })

  it('tells a full disk to the work that needed the space, and goes on', async () => {
    const connection = await database()
    connection.query('PRAGMA max_page_count = 20')
    const commits = new GroupCommit(connection, 100)
    const outcomes = await Promise.allSettled([add(commits, 'a'), add(commits, 'big', 500_000), add(commits, 'c')])
    expect(outcomes[1]).toMatchObject({
      status: 'rejected',
      reason: {storageCode: 'FULL', hint: 'Free some space'},
    })
    // whatever SQLite undid, what was acknowledged is there and nothing else
    const kept = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(ids(connection)).toEqual(kept)
    expect(await add(commits, 'd')).toBe('d')
    expect(ids(connection)).toEqual([...kept, 'd'])
    connection.close()
  })

  it('does not commit a work that goes on after a full disk', async () => {
    const connection = await database()
    const commits = new GroupCommit(new Recorder(connection, {[insert]: full()}), 100)
    const stubborn = commits.transaction(async (session) => {
      await session.run(insert, ['a', null]).catch(() => 0)
      await session.run(insert, ['b', null]).catch(() => 0)
    })
    await expect(stubborn).rejects.toMatchObject({storageCode: 'FULL'})
    expect(ids(connection)).toEqual([])
    connection.close()
  })

  it('rejects the group when SQLite has undone it, and runs those that had not begun', async () => {
    const connection = await database()
    const commits = new GroupCommit(connection, 100)
    const outcomes = await Promise.allSettled([
      add(commits, 'a'),
      commits.transaction(async (session) => {
        // as SQLite does by itself in some failures
        connection.run('ROLLBACK')
        await session.run(insert, ['b', null])
        throw new Error('b failed')
      }),
      add(commits, 'c'),
    ])
    expect(outcomes.map(({status}) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
    expect(outcomes[0]).toMatchObject({reason: {storageCode: 'UNAVAILABLE', cause: {message: 'b failed'}}})
    connection.close()
  })

  it('waits for work that takes several turns without mixing in another', async () => {
    const connection = await database()
    const commits = new GroupCommit(connection, 100)
    const slow = commits.transaction(async (session) => {
      await session.run(insert, ['a', null])
      await nextTurn()
      return session.query('SELECT id FROM t')
    })
    const other = add(commits, 'b')
    expect(await slow).toEqual([{id: 'a'}])
    await other
    connection.close()
  })
})
