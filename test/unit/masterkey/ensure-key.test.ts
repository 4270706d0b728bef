import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {type EphemeralServer, startEphemeralServer} from '../../../src/embedded/ephemeral-server.ts'
import {createClient} from '../../../src/client/kmip-client.ts'
import {Destroy} from '../../../src/kmip/operations/destroy.ts'
import {Revoke} from '../../../src/kmip/operations/revoke.ts'
import {type BehaviourName, behaviours} from '../../../src/masterkey/behaviour.ts'
import {ensureKey, type Product, read} from '../../../src/masterkey/ensure-key.ts'
import type {KeyEvent} from '../../../src/masterkey/key-event.ts'
import {checkOptions, type KmipOptions} from '../../../src/masterkey/options.ts'
import {rehearse} from '../../../src/masterkey/rehearse.ts'
import {watchKey} from '../../../src/masterkey/watch-key.ts'
import {createLog} from '../../../src/server/log.ts'
import type {Address} from '../../../src/transport/address.ts'
import {tcpServer} from '../../support/tls-server.ts'

let server: EphemeralServer

beforeAll(async () => {
  server = await startEphemeralServer({log: createLog({level: 'silent', format: 'json'})})
})

afterAll(() => server[Symbol.asyncDispose]())

const tls = () => {
  const {certificatePem, privateKeyPem, chainPem} = server.credential
  return {cert: certificatePem, key: privateKeyPem, ca: chainPem}
}

function product(
  as: BehaviourName,
  options: Partial<KmipOptions> = {},
  servers: readonly Address[] = [server.address],
) {
  const events: KeyEvent[] = []
  const remembered: string[] = []
  const checked = checkOptions({serverName: 'x', clientCertificateFile: 'x', ...options})
  const made: Product = {
    options: checked,
    behaviour: behaviours[as],
    servers,
    connectRetries: checked.connectRetries,
    timeoutMs: checked.connectTimeoutMS,
    tls: tls(),
    onEvent: (event) => events.push(event),
    remember: async (identifier) => void remembered.push(identifier),
  }
  return {product: made, events, remembered}
}

const change = async <T>(work: (client: ReturnType<typeof createClient>) => Promise<T>): Promise<T> => {
  await using client = createClient({connection: {address: server.address, tls: tls()}})
  return await work(client)
}

const revoke = (uniqueIdentifier: string) =>
  change((client) =>
    client.call(Revoke, {uniqueIdentifier, revocationReason: {revocationReasonCode: 'CessationOfOperation'}}),
  )

describe('the master key of a database server', () => {
  it.each<BehaviourName>(['percona', 'percona-lenient', 'percona-list', 'mongodb'])(
    'is made, remembered and read by %s',
    async (as) => {
      const {product: maker, events, remembered} = product(as)
      const made = await ensureKey({kind: 'create'}, maker)
      expect(remembered).toEqual([made.keyIdentifier])
      expect(events.map(({id}) => id)).toEqual([29_116])
      const found = await ensureKey({kind: 'read', keyIdentifier: made.keyIdentifier, remember: false}, maker)
      expect(found.key).toHaveLength(32)
      expect(events.map(({id}) => id)).toEqual([29_116, 29_115])
      expect(remembered).toHaveLength(1)
    },
  )

  it('goes by its Name with the first releases', async () => {
    const {product: maker, remembered} = product('percona-name', {keyIdentifier: 'payroll'})
    await ensureKey({kind: 'create'}, maker)
    expect(remembered).toEqual(['payroll'])
    expect((await read('payroll', maker)).key).toHaveLength(32)
    await expect(read('nothing', maker)).rejects.toMatchObject({code: 'KEY_ABSENT', exitCode: 4})
  })

  it('is replaced by rotation even when it is not active any more', async () => {
    const {product: maker, remembered} = product('percona')
    const {keyIdentifier: from} = await ensureKey({kind: 'create'}, maker)
    await revoke(from)
    await expect(read(from, maker)).rejects.toMatchObject({
      code: 'KEY_NOT_ACTIVE',
      failure: {operation: 'read', keyIdentifier: from, keyState: 'Deactivated'},
    })
    const rotated = await ensureKey({kind: 'rotate', from, to: undefined}, maker)
    expect(rotated.keyIdentifier).not.toBe(from)
    expect(remembered).toEqual([from, rotated.keyIdentifier])
  })

  it('may be Pre-Active only where the release allows it', async () => {
    const {product: maker} = product('percona', {activateKeys: false})
    const {keyIdentifier} = await ensureKey({kind: 'create'}, maker)
    expect((await read(keyIdentifier, maker)).key).toHaveLength(32)
    await expect(read(keyIdentifier, product('percona').product)).rejects.toMatchObject({code: 'KEY_NOT_ACTIVE'})
    const lenient = product('percona-lenient')
    expect((await read(keyIdentifier, lenient.product)).key).toHaveLength(32)
    expect(lenient.events.map(({severity}) => severity)).toEqual(['warning', 'info'])
    const explicit = product('percona-lenient', {activateKeys: true})
    await expect(read(keyIdentifier, explicit.product)).rejects.toMatchObject({code: 'KEY_NOT_ACTIVE'})
  })

  it('is only read in a rehearsal', async () => {
    const {product: maker, remembered} = product('percona')
    expect((await rehearse({kind: 'create'}, maker)).summary).toContain('would be made')
    const {keyIdentifier} = await ensureKey({kind: 'create'}, maker)
    const decision = {kind: 'read', keyIdentifier, remember: true} as const
    expect((await rehearse(decision, maker)).summary).toContain('would be used and remembered')
    expect(remembered).toEqual([keyIdentifier])
  })
})

describe('the servers of the list', () => {
  it('are tried round after round, a failed session like a failed connection', async () => {
    await using broken = await tcpServer((socket) => socket.destroy())
    const {product: maker, events} = product('percona', {connectRetries: 1}, [broken.address])
    await expect(ensureKey({kind: 'create'}, maker)).rejects.toMatchObject({
      code: 'KMIP_SESSIONS_FAILED',
      exitCode: 3,
      message: expect.stringContaining('KMIP sessions failed for all the server hosts') as unknown,
    })
    expect(events.map(({id}) => id)).toEqual([29_117, 29_118, 29_117])
    const both = product('percona', {}, [broken.address, server.address])
    expect((await ensureKey({kind: 'create'}, both.product)).created).toBe(true)
    expect(both.events.map(({id}) => id)).toEqual([29_117, 29_116])
  })

  it('are not asked any further once one says that there is no such key', async () => {
    await using other = await tcpServer((socket) => socket.destroy())
    const {product: reader} = product('percona', {}, [server.address, other.address])
    await expect(read('no-such-key', reader)).rejects.toMatchObject({code: 'KEY_ABSENT'})
    expect(other.connections()).toBe(0)
  })
})

describe('polling', () => {
  it('ends when the key is not active any more, or gone', async () => {
    const {product: maker, events} = product('percona')
    const {keyIdentifier} = await ensureKey({kind: 'create'}, maker)
    await revoke(keyIdentifier)
    const watching = watchKey(keyIdentifier, maker, () => undefined)
    await expect(watching).rejects.toMatchObject({code: 'KEY_NOT_ACTIVE', failure: {keyState: 'Deactivated'}})
    await change((client) => client.call(Destroy, {uniqueIdentifier: keyIdentifier}))
    await expect(watchKey('nothing', maker, () => undefined)).rejects.toMatchObject({code: 'KEY_ABSENT'})
    expect(events.map(({id}) => id)).toEqual([29_116, 29_122, 29_121])
  })

  it('goes on when no server can be reached, until it is stopped', async () => {
    await using broken = await tcpServer((socket) => socket.destroy())
    const abort = new AbortController()
    const {product: maker, events} = product('percona', {}, [broken.address])
    const onEvent = (event: KeyEvent) => {
      events.push(event)
      if (event.id === 29_123) abort.abort()
    }
    const watching = watchKey('7', {...maker, onEvent, signal: abort.signal}, () => undefined)
    expect(await watching).toBe('stopped')
    expect(events.map(({id}) => id)).toEqual([29_117, 29_123])
  })

  it.each([{keyStatePollingSeconds: 0}, {activateKeys: false}])('is off with %j', async (options) => {
    expect(await watchKey('7', product('percona', options).product, () => undefined)).toBe('off')
  })
})
