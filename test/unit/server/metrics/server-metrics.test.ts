import {describe, expect, it} from 'vitest'
import {issuingAuthority} from '../../../../src/administration/authorities.ts'
import {StorageError} from '../../../../src/errors.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ServerMetrics, type ServerMetricsOptions} from '../../../../src/server/metrics/server-metrics.ts'
import {allObservers} from '../../../../src/server/observation/all-observers.ts'
import type {Exchange} from '../../../../src/server/observation/observer.ts'
import {MemoryStore} from '../../../../src/storage/memory/memory-store.ts'
import {structureNode} from '../../../../src/ttlv/node.ts'
import {
  addObjects,
  credentialRecord,
  jobRecord,
  roleRecord,
  scopeRecord,
  storedObject,
} from '../../../contract/records.ts'
import {requestNode} from '../../../support/request-node.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

const peer = {
  address: '127.0.0.1:50000',
  fingerprint: 'ab',
  listener: 'default',
  certificates: [],
} as unknown as Exchange['peer']
const now = new Date('2026-01-01T00:00:00Z')

function arrange(options: Partial<ServerMetricsOptions> = {}) {
  const store = options.store ?? new MemoryStore()
  const reported: unknown[] = []
  const report = (error: unknown): string => `log ${reported.push(error)}`
  const fixed = {clock: () => now, report, version: '1.2.3', operations: ['Get', 'Create'], byScope: true} as const
  const metrics = new ServerMetrics({...fixed, connectionLimit: 7, ...options, store})
  /** Lines of the metrics whose names begin so, without what is zero. */
  const lines = async (prefix: string): Promise<readonly string[]> =>
    (await metrics.text()).split('\n').filter((line) => line.startsWith(prefix) && !line.endsWith(' 0'))
  const watch = allObservers(metrics.observers) ?? {}
  return {store, metrics, watch, lines, reported}
}

async function exchange(): Promise<Exchange> {
  const t = await createTestEngine()
  const request = requestNode({operation: 0x18, payload: []})
  const response = await t.send(request)
  return {peer, sender: t.identity, request, response, receivedBytes: 100, sentBytes: 300, milliseconds: 2}
}

async function populate(store: MemoryStore): Promise<void> {
  await store.transaction(async ({administration, jobs}) => {
    for (const scope of ['finance', 'health']) {
      await administration.insertScope(scopeRecord(scope, scope))
      await administration.insertRole(roleRecord(`r-${scope}`, scope))
      const notAfter = now.getTime() + (scope === 'finance' ? 1000 : 2000)
      await administration.insertCredential(credentialRecord(`1-${scope}`, scope, `r-${scope}`, {notAfter}))
      await jobs.put(jobRecord('1', {scopeId: scope}))
    }
  })
  await addObjects(store, storedObject('1', {}, {scopeId: 'finance'}), storedObject('1', {}, {scopeId: 'health'}))
}

describe('ServerMetrics', () => {
  it('tells the program and the limit of connections', async () => {
    const {lines} = arrange()
    const build = `kmipctl_build_info{version="1.2.3",node="${process.versions.node}",openssl="${process.versions.openssl}"} 1`
    expect(await lines('kmipctl_build_info')).toEqual([build])
    expect(await lines('kmip_connections_limit')).toEqual(['kmip_connections_limit 7'])
  })

  it('counts connections, those that are open and those that were refused by cause', async () => {
    const {watch, lines} = arrange()
    watch.connectionOpened?.(peer)
    watch.connectionOpened?.(peer)
    watch.connectionClosed?.(peer)
    watch.connectionRefused?.({address: peer.address, cause: 'certificate_expired', listener: 'default'})
    expect(await lines('kmip_connections')).toEqual([
      'kmip_connections 1',
      'kmip_connections_opened_total 2',
      'kmip_connections_limit 7',
    ])
    expect(await lines('kmip_connection_refusals_total')).toEqual([
      'kmip_connection_refusals_total{cause="certificate_expired"} 1',
    ])
  })

  it('tells of each listener how many addresses are open and when its certificate ends, while there is one', async () => {
    const {watch, lines} = arrange()
    watch.listenersChanged?.([
      {name: 'default', openAddresses: 2, certificateNotAfter: now},
      {name: 'gone soon', openAddresses: 1, certificateNotAfter: now},
    ])
    watch.listenersChanged?.([
      {name: 'default', openAddresses: 2, certificateNotAfter: now},
      {name: 'without', openAddresses: 0, certificateNotAfter: undefined},
    ])
    expect(await lines('kmip_listener_')).toEqual([
      'kmip_listener_addresses{listener="default"} 2',
      `kmip_listener_certificate_expiry_timestamp_seconds{listener="default"} ${now.getTime() / 1000}`,
    ])
  })

  it('counts messages, their bytes, operations by result, and their time by operation', async () => {
    const {watch, lines} = arrange()
    const done = await exchange()
    await watch.exchangeDone?.(done)
    await watch.exchangeDone?.(done)
    expect(await lines('kmip_messages_total')).toEqual(['kmip_messages_total 2'])
    expect(await lines('kmip_received_bytes_total')).toEqual(['kmip_received_bytes_total 200'])
    expect(await lines('kmip_sent_bytes_total')).toEqual(['kmip_sent_bytes_total 600'])
    expect(await lines('kmip_requests_total')).toEqual(['kmip_requests_total{operation="Query",result="Success"} 2'])
    expect(await lines('kmip_request_duration_seconds')).toEqual(
      expect.arrayContaining([
        'kmip_request_duration_seconds_bucket{le="0.0025",operation="Query"} 2',
        'kmip_request_duration_seconds_sum{operation="Query"} 0.004',
        'kmip_request_duration_seconds_count{operation="Query"} 2',
      ]),
    )
  })

  it('begins the series of what it can do and refuse at zero, so that the first of each is seen as an increase', async () => {
    const text = await arrange().metrics.text()
    expect(text).toContain('kmip_requests_total{operation="Get",result="Success"} 0')
    expect(text).toContain('kmip_connection_refusals_total{cause="no_certificate"} 0')
    expect(text).toContain('kmip_identity_refusals_total{cause="revoked"} 0')
  })

  it('counts messages of clients that are nobody here, by cause', async () => {
    const {watch, lines} = arrange()
    const sender = {refused: 'credential 1 is revoked', cause: 'revoked'} as const
    await watch.exchangeDone?.({...(await exchange()), sender, request: undefined})
    expect(await lines('kmip_identity_refusals_total')).toEqual(['kmip_identity_refusals_total{cause="revoked"} 1'])
  })

  it('counts asynchronous requests and those that wait', async () => {
    const store = new MemoryStore()
    await populate(store)
    const {watch, lines} = arrange({store})
    const {identity} = await createTestEngine()
    const responses = [{operation: 'Create', resultStatus: 'Success'}] as const
    await watch.jobDone?.({identity, requests: [], responses, milliseconds: 3})
    expect(await lines('kmip_asynchronous_requests_total')).toEqual([
      'kmip_asynchronous_requests_total{operation="Create",result="Success"} 1',
    ])
    expect(await lines('kmip_asynchronous_request_duration_seconds_count')).toHaveLength(1)
    expect(await lines('kmip_jobs_waiting')).toEqual(['kmip_jobs_waiting 2'])
  })

  it('counts objects and credentials by scope, with the first end of a credential', async () => {
    const store = new MemoryStore()
    await populate(store)
    const {lines} = arrange({store})
    expect(await lines('kmip_objects')).toEqual([
      'kmip_objects{scope="finance",state="Stateless"} 1',
      'kmip_objects{scope="health",state="Stateless"} 1',
    ])
    expect(await lines('kmip_credentials')).toEqual([
      'kmip_credentials{scope="finance",status="valid"} 1',
      'kmip_credentials{scope="health",status="valid"} 1',
    ])
    const seconds = now.getTime() / 1000
    expect(await lines('kmip_credential_expiry')).toEqual([
      `kmip_credential_expiry_timestamp_seconds{scope="finance"} ${seconds + 1}`,
      `kmip_credential_expiry_timestamp_seconds{scope="health"} ${seconds + 2}`,
    ])
  })

  it('names no scope where none shall be named', async () => {
    const store = new MemoryStore()
    await populate(store)
    const {metrics, lines} = arrange({store, byScope: false})
    expect(await lines('kmip_objects')).toEqual(['kmip_objects{state="Stateless"} 2'])
    expect(await lines('kmip_credentials')).toEqual(['kmip_credentials{status="valid"} 2'])
    const first = now.getTime() / 1000 + 1
    expect(await lines('kmip_credential_expiry')).toEqual([`kmip_credential_expiry_timestamp_seconds ${first}`])
    expect(await metrics.text()).not.toContain('finance')
  })

  it('gives no end of a credential where there is none, rather than one in 1970', async () => {
    expect(await arrange({byScope: false}).metrics.text()).not.toMatch(/^kmip_credential_expiry/m)
    expect(await arrange().metrics.text()).not.toMatch(/^kmip_credential_expiry/m)
  })

  it('tells when authorities end', async () => {
    const store = new MemoryStore()
    await issuingAuthority(store, {now})
    const found = await arrange({store}).lines('kmip_authority_expiry')
    expect(found).toEqual([
      expect.stringMatching(
        /^kmip_authority_expiry_timestamp_seconds\{name="kmipctl-intermediate",kind="default"\} \d{10}$/,
      ),
      expect.stringMatching(/^kmip_authority_expiry_timestamp_seconds\{name="kmipctl-root",kind="default"\} \d{10}$/),
    ])
  })

  it('tells which devices of the audit work, and how many entries they have', async () => {
    const auditDevices = [
      {name: 'audit.jsonl', isWorking: true, state: {sequence: 7}},
      {name: 'syslog', isWorking: false, state: {sequence: 3}},
    ]
    const text = await arrange({auditDevices}).metrics.text()
    expect(text).toContain('kmip_audit_device_working{device="audit.jsonl"} 1')
    expect(text).toContain('kmip_audit_device_working{device="syslog"} 0')
    expect(text).toContain('kmip_audit_entries_total{device="audit.jsonl"} 7')
    expect(await arrange().lines('kmip_audit')).toEqual([])
  })

  it('goes on without counts when the store fails, and reports why', async () => {
    const store = new MemoryStore()
    store.read = async () => {
      throw new StorageError('UNAVAILABLE', 'The disk is gone')
    }
    const {metrics, reported} = arrange({store})
    expect(await metrics.text()).toContain('kmip_messages_total 0')
    expect(reported).toMatchObject([{message: 'The disk is gone'}])
  })

  it('counts once for those who ask at the same time', async () => {
    const store = new MemoryStore()
    await populate(store)
    let scopes = 0
    const read: typeof store.read = store.read.bind(store)
    store.read = (work) => {
      scopes++
      return read(work)
    }
    const {metrics} = arrange({store})
    await metrics.text()
    const once = scopes
    scopes = 0
    await Promise.all([metrics.text(), metrics.text(), metrics.text()])
    expect([once > 0, scopes]).toEqual([true, 0])
  })

  it('tells of the process too', async () => {
    const text = await arrange().metrics.text()
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds ')
    expect(text).toContain('process_cpu_seconds_total ')
  })

  it('counts a message without items as a message', async () => {
    const {watch, lines} = arrange()
    const empty = structureNode(Tag.ResponseMessage, [])
    await watch.exchangeDone?.({...(await exchange()), request: undefined, response: empty})
    expect(await lines('kmip_requests_total')).toEqual([])
    expect(await lines('kmip_messages_total')).toEqual(['kmip_messages_total 1'])
  })
})
