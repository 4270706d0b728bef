import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {journaled} from '../../../../src/administration/journal.ts'
import {createScope} from '../../../../src/administration/scopes.ts'
import {readCheckpoints} from '../../../../src/server/audit/checkpoints.ts'
import {hashIdentifier} from '../../../../src/server/audit/identifier-hash.ts'
import {type AuditSettings, openAudit, type ServerAudit} from '../../../../src/server/audit/open-audit.ts'
import {storedHashKey} from '../../../../src/server/audit/stored-hash-key.ts'
import {verifyFiles} from '../../../../src/server/audit/verify-files.ts'
import {createLog} from '../../../../src/server/log.ts'
import {MemoryStore} from '../../../../src/storage/memory/memory-store.ts'
import type {Store} from '../../../../src/storage/store.ts'
import {temporaryFolder} from '../../../support/temporary-folder.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store

beforeEach(async () => {
  folder = await temporaryFolder()
  store = journaled(new MemoryStore(), {actor: 'alice'})
})
afterEach(() => folder[Symbol.asyncDispose]())

const now = new Date('2026-01-01T00:00:00Z')
const path = (name = 'audit.jsonl'): string => join(folder.path, name)

function audit(settings: Partial<AuditSettings> = {}, from = store): Promise<ServerAudit> {
  const log = createLog({level: 'silent', format: 'json'})
  const destinations = [{kind: 'file', path: path()}] as const
  return openAudit({store: from, log, settings: {destinations, sync: false, ...settings}})
}

async function entries(name?: string): Promise<readonly Record<string, unknown>[]> {
  const lines = (await readFile(path(name), 'utf8')).trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

async function scopesIn(name?: string): Promise<readonly unknown[]> {
  const changes = (await entries(name)).filter(({kind}) => kind === 'change')
  return changes.map(({target}) => (target as Record<string, string>).scope)
}

describe('the audit of a server', () => {
  it('says when the server starts and stops', async () => {
    await (await audit())[Symbol.asyncDispose]()
    expect((await entries()).map(({kind}) => kind)).toEqual(['audit.opened', 'server.started', 'server.stopped'])
  })

  it('has every administrative change once, those too that were made while no server ran', async () => {
    await createScope(store, 'before', now)
    {
      await using _ = await audit()
      await createScope(store, 'during', now)
    }
    await createScope(store, 'between', now)
    await (await audit())[Symbol.asyncDispose]()
    expect(await scopesIn()).toEqual(['before', 'during', 'between'])
    expect((await entries()).find(({kind}) => kind === 'change')).toMatchObject({
      actor: 'alice',
      action: 'scope.create',
    })
    expect((await verifyFiles([path()])).problems).toEqual([])
  })

  it('brings the whole journal to a device that is new, and to the file of another store its own', async () => {
    await createScope(store, 'one', now)
    await (await audit())[Symbol.asyncDispose]()
    const destinations = [path(), path('second')].map((file) => ({kind: 'file', path: file}) as const)
    await (await audit({destinations}))[Symbol.asyncDispose]()
    expect(await scopesIn()).toEqual(['one'])
    expect(await scopesIn('second')).toEqual(['one'])
    const other = journaled(new MemoryStore(), {actor: 'bob'})
    await createScope(other, 'other', now)
    await (await audit({}, other))[Symbol.asyncDispose]()
    expect(await scopesIn()).toEqual(['one', 'other'])
  })

  it('leaves in the store which entry is the last', async () => {
    await (await audit())[Symbol.asyncDispose]()
    const [checkpoint] = await readCheckpoints(store)
    const {last} = await verifyFiles([path()])
    expect(checkpoint).toMatchObject({device: `file:${path()}`, sequence: last?.sequence, hash: last?.hash})
  })

  it('is no administrative change itself', async () => {
    await (await audit({hashKey: 'of the store'}))[Symbol.asyncDispose]()
    expect(await store.read(({administration}) => administration.changes(0, 10))).toEqual([])
  })

  it('hashes identifiers under a key that the store keeps', async () => {
    const {trail, ...opened} = await openedWithKey()
    await trail.record({kind: 'operation', objects: ['object-1']})
    await opened.close()
    const hash = hashIdentifier(await storedHashKey(store), 'object-1')
    expect((await entries()).flatMap(({objects}) => objects ?? [])).toEqual([hash])
  })

  it('is refused when a device cannot be opened', async () => {
    const destinations = [{kind: 'file', path: join(folder.path, 'none', 'audit')}] as const
    await expect(audit({destinations})).rejects.toMatchObject({code: 'USAGE'})
  })
})

async function openedWithKey() {
  const opened = await audit({hashKey: 'of the store'})
  return {trail: opened.trail, close: () => opened[Symbol.asyncDispose]()}
}
