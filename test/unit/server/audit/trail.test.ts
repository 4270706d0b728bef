import {beforeEach, describe, expect, it} from 'vitest'
import {AuditDevice} from '../../../../src/server/audit/device.ts'
import {AuditFailure} from '../../../../src/server/audit/failure.ts'
import {identifierHash} from '../../../../src/server/audit/identifier-hash.ts'
import {DeviceTrail} from '../../../../src/server/audit/trail.ts'
import {createLog} from '../../../../src/server/log.ts'
import {LogRecorder} from '../../../support/running-server.ts'
import {MemorySink} from './memory-sink.ts'

const now = Date.parse('2026-01-01T00:00:00Z')
const clock = (): number => now

let log: LogRecorder

beforeEach(() => (log = new LogRecorder()))

async function trailOn(...sinks: readonly MemorySink[]): Promise<DeviceTrail> {
  const options = {known: undefined, log: createLog({level: 'info', format: 'json', stream: log}), clock}
  const devices = sinks.map((sink) => new AuditDevice({...options, sink}))
  for (const device of devices) await device.start()
  return new DeviceTrail({devices, clock})
}

describe('an audit trail', () => {
  it('writes what comes in one turn of the event loop in one piece, in its order', async () => {
    const sink = new MemorySink()
    const trail = await trailOn(sink)
    const before = sink.writes
    await Promise.all(['Create', 'Get', 'Destroy'].map((operation) => trail.record({kind: 'operation', operation})))
    expect(sink.writes).toBe(before + 1)
    expect(sink.entries.slice(1).map(({operation}) => operation)).toEqual(['Create', 'Get', 'Destroy'])
  })

  it('writes in the next piece what comes while one is written', async () => {
    const sink = new MemorySink()
    const trail = await trailOn(sink)
    let release: () => void = () => undefined
    sink.delay = () => new Promise((resolve) => (release = resolve))
    const first = trail.record({kind: 'operation', operation: 'Get'})
    await new Promise(setImmediate)
    const others = [1, 2, 3].map((item) => trail.record({kind: 'operation', item}))
    sink.delay = undefined
    release()
    await Promise.all([first, ...others])
    expect(sink.writes).toBe(3)
  })

  it('puts time, sequence and the hash of the line before into every entry', async () => {
    const sink = new MemorySink()
    const trail = await trailOn(sink)
    await trail.record({kind: 'operation', scope: 'finance', objects: ['1'], status: 'Success'})
    expect(sink.text.split('\n')[1]).toMatch(
      /^\{"sequence":2,"previous":"[0-9a-f]{64}","time":"2026-01-01T00:00:00\.000Z","kind":"operation","scope":"finance","objects":\["1"\],"status":"Success","change":0,"sum":"[0-9a-f]{8}"\}$/,
    )
  })

  it('is content with one device that works', async () => {
    const [good, full] = [new MemorySink('good'), new MemorySink('full')]
    const trail = await trailOn(good, full)
    full.capacity = full.text.length
    await trail.record({kind: 'operation', operation: 'Get'})
    expect(trail.assertWorking()).toBeUndefined()
    expect(good.kinds).toEqual(['audit.opened', 'operation'])
    expect(full.kinds).toEqual(['audit.opened'])
    expect(log.entries.map(({msg}) => msg)).toContain('Audit device fails: It is full')
  })

  it('fails when no device takes an entry, and says so of the next request before it is run', async () => {
    const sink = new MemorySink()
    const trail = await trailOn(sink)
    sink.capacity = sink.text.length
    await expect(trail.record({kind: 'operation'})).rejects.toThrow(AuditFailure)
    await expect(trail.assertWorking()).rejects.toMatchObject({
      reason: 'GeneralFailure',
      message: 'The audit cannot be written, so nothing is done',
    })
  })

  it('works again by itself when a device does, which tells how many entries it missed', async () => {
    const sink = new MemorySink()
    const trail = await trailOn(sink)
    sink.capacity = sink.text.length
    await expect(trail.record({kind: 'operation'}, {kind: 'operation'})).rejects.toThrow(AuditFailure)
    sink.capacity = Infinity
    await trail.assertWorking()
    await trail.record({kind: 'operation', operation: 'Get'})
    expect(sink.entries.slice(1)).toMatchObject([
      {kind: 'audit.opened', cause: 'recovery', missed: 2, sequence: 2},
      {kind: 'operation', operation: 'Get', sequence: 3},
    ])
    expect(log.entries.map(({msg}) => msg)).toContain('Audit device works again')
  })

  it('counts as recorded what a device took before it was full', async () => {
    const sink = new MemorySink()
    const trail = await trailOn(sink)
    const entry = {kind: 'operation', operation: 'Get'} as const
    const before = sink.text.length
    await trail.record(entry)
    const length = sink.text.length - before
    sink.capacity = sink.text.length + length + 20
    const [first, second] = await Promise.allSettled([trail.record(entry), trail.record(entry)])
    expect([first?.status, second?.status]).toEqual(['fulfilled', 'rejected'])
    expect(trail.devices[0]?.state.sequence).toBe(3)
  })

  it('logs a device that fails once, not with every entry', async () => {
    const sink = new MemorySink()
    const trail = await trailOn(sink)
    sink.isGone = true
    sink.capacity = sink.text.length
    for (let count = 0; count < 3; count++) await trail.record({kind: 'operation'}).catch(() => undefined)
    expect(log.entries.filter(({msg}) => msg.startsWith('Audit device fails'))).toHaveLength(1)
  })

  it('goes on with the chain in a new file when the old one was moved away, and only then', async () => {
    const sink = new MemorySink()
    const trail = await trailOn(sink)
    await trail.reopen()
    expect(sink.kinds).toEqual(['audit.opened'])
    sink.isMovedAway = true
    await trail.reopen()
    expect(sink.entries).toMatchObject([{sequence: 1}, {kind: 'audit.opened', cause: 'rotation', sequence: 2}])
  })

  it('writes every administrative change once to each device, however often it is brought', async () => {
    const [first, second] = [new MemorySink('first'), new MemorySink('second')]
    const trail = await trailOn(first, second)
    const change = (sequence: number) => ({sequence, entry: {kind: 'change', action: `a${sequence}`} as const})
    second.capacity = second.text.length
    await trail.recordChanges([change(1), change(2)])
    second.capacity = Infinity
    await trail.recordChanges([change(1), change(2), change(5)])
    const actions = (sink: MemorySink) => sink.entries.flatMap(({action}) => (action === undefined ? [] : [action]))
    expect(actions(first)).toEqual(['a1', 'a2', 'a5'])
    expect(actions(second)).toEqual(['a1', 'a2', 'a5'])
    expect(second.entries.at(-1)).toMatchObject({change: 5})
  })

  it('takes nothing once it is closed', async () => {
    const sink = new MemorySink()
    const trail = await trailOn(sink)
    const last = trail.record({kind: 'operation'})
    await trail.close()
    await last
    await expect(trail.record({kind: 'operation'})).rejects.toThrow(AuditFailure)
    expect(sink.kinds).toEqual(['audit.opened', 'operation'])
  })

  it('replaces identifiers by their HMAC and leaves names readable', async () => {
    const sink = new MemorySink()
    const {devices} = await trailOn(sink)
    const trail = new DeviceTrail({devices, clock, hashIdentifiers: identifierHash(Buffer.from('0123456789abcdef'))})
    const identity = {scope: 'finance', role: 'app', serial: '4711', commonName: 'x1'}
    await trail.record({kind: 'operation', ...identity, objects: ['object-1'], clientCorrelation: 'order 7'})
    await trail.record({kind: 'change', action: 'credential.issue', target: {scope: 'finance', serialNumber: '4711'}})
    await trail.record({kind: 'request', reason: 'No credential has the serial number 4711', httpStatus: 400})
    expect(sink.text).not.toMatch(/4711|x1"|object-1|order 7/)
    const [, operation, change] = sink.entries
    expect(operation).toMatchObject({scope: 'finance', role: 'app', objects: [expect.stringMatching(/^hmac-sha256:/)]})
    // openssl dgst -sha256 -hmac 0123456789abcdef over 4711
    expect(operation?.serial).toBe('hmac-sha256:d6f9c71fc9711c566dabe39ff39faefa37960c057643f999c307fa0b671c42ae')
    expect(change).toMatchObject({target: {scope: 'finance', serialNumber: operation?.serial}})
  })
})
