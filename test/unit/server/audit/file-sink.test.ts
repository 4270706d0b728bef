import {appendFile, mkdir, readFile, rename, stat, truncate, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {type ChainState, emptyChain} from '../../../../src/server/audit/chain.ts'
import {AuditDevice} from '../../../../src/server/audit/device.ts'
import {FileSink} from '../../../../src/server/audit/devices/file-sink.ts'
import {verifyFiles} from '../../../../src/server/audit/verify-files.ts'
import {createLog} from '../../../../src/server/log.ts'
import {LogRecorder} from '../../../support/running-server.ts'
import {temporaryFolder} from '../../../support/temporary-folder.ts'

const bodies = (count: number) =>
  Array.from({length: count}, (_, index) => ({text: `"kind":"operation","item":${index},"note":"é"`}))

/** Opens the file as a server that starts does. */
async function deviceOn(path: string, known?: ChainState, log = new LogRecorder()): Promise<AuditDevice> {
  const device = new AuditDevice({
    sink: new FileSink(path, {sync: true}),
    known,
    log: createLog({level: 'info', format: 'json', stream: log}),
    clock: () => 0,
  })
  await device.start()
  return device
}

/** A file with some entries, as a server leaves it. */
async function written(path: string, count: number, known?: ChainState): Promise<ChainState> {
  const device = await deviceOn(path, known)
  await device.write(bodies(count))
  await device.close()
  return device.state
}

async function problemsOf(...paths: readonly string[]) {
  return (await verifyFiles(paths)).problems
}

describe('an audit file', () => {
  it('is for its owner only, and goes on where it ended', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'audit.jsonl')
    await written(path, 3)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const end = await written(path, 2)
    expect(end.sequence).toBe(7)
    expect(await verifyFiles([path])).toMatchObject({entries: 7, problems: [], continues: undefined})
  })

  it('that was torn anywhere in its last line is closed at the next start, and verifies', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'audit.jsonl')
    await written(path, 2)
    const whole = await readFile(path)
    const lastLine = whole.lastIndexOf(0x0a, whole.length - 2) + 1
    await fc.assert(
      fc.asyncProperty(fc.integer({min: lastLine, max: whole.length}), async (cut) => {
        await writeFile(path, whole.subarray(0, cut))
        await written(path, 1)
        expect(await problemsOf(path)).toEqual([])
      }),
      {numRuns: 60},
    )
  })

  it('that was torn again while it was closed is closed too', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'audit.jsonl')
    const {sequence, hash} = await written(path, 2)
    const start = `{"sequence":${sequence + 1},"previous":"${hash}",`
    await appendFile(path, `${start}"time":\n${start.slice(0, 20)}`)
    await written(path, 1)
    expect(await problemsOf(path)).toEqual([])
    await appendFile(path, '{"seq\n')
    await written(path, 1)
    expect(await problemsOf(path)).toEqual([])
  })

  it('tells of a torn line how long it was, and what it was by its hash', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'audit.jsonl')
    await written(path, 1)
    await appendFile(path, '{"sequence":3,"pre')
    await written(path, 0)
    const last = JSON.parse((await readFile(path, 'utf8')).trim().split('\n').at(-1) ?? '')
    expect(last).toMatchObject({kind: 'audit.opened', sequence: 3, torn: {bytes: 18, hash: expect.any(String)}})
    const content = await readFile(path, 'utf8')
    await writeFile(path, content.replace('{"sequence":3,"pre\n', '{"sequence":3,"prx\n'))
    expect(await problemsOf(path)).toMatchObject([{kind: 'changed', line: 3}])
    await writeFile(path, content.replace('{"sequence":3,"pre\n', ''))
    expect(await problemsOf(path)).toMatchObject([{kind: 'changed', line: 3}])
  })

  it('is not written to when it is no audit, or its last line was changed', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'audit.jsonl')
    await writeFile(path, 'my notes\n')
    await expect(deviceOn(path)).rejects.toThrow(`The file ${path} does not end with an entry of an audit`)
    expect(await readFile(path, 'utf8')).toBe('my notes\n')
    const other = join(folder.path, 'other.jsonl')
    await written(other, 2)
    await writeFile(other, (await readFile(other, 'utf8')).replace('"item":1', '"item":7'))
    await expect(deviceOn(other)).rejects.toThrow('does not end with an entry of an audit')
  })

  it('continues in another file after it was moved, also while no server ran', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'audit.jsonl')
    const device = await deviceOn(path)
    await device.write(bodies(2))
    await rename(path, `${path}.1`)
    await device.reopen()
    await device.write(bodies(2))
    await device.close()
    await rename(path, `${path}.2`)
    await written(path, 1, device.state)
    expect(await verifyFiles([`${path}.1`, `${path}.2`, path])).toMatchObject({entries: 8, problems: []})
    expect(await verifyFiles([path])).toMatchObject({problems: [], continues: device.state.hash})
  })

  it('from which entries were cut off shows the gap once the server goes on, and the log tells of it', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'audit.jsonl')
    const known = await written(path, 3)
    const content = await readFile(path)
    await truncate(path, content.lastIndexOf('\n', content.length - 2) + 1)
    const log = new LogRecorder()
    const device = await deviceOn(path, known, log)
    await device.close()
    expect(log.entries[0]).toMatchObject({msg: 'The audit ends with entry 3, not 4'})
    expect(await problemsOf(path)).toMatchObject([{kind: 'missing', problem: 'Before entry 5, entry 4 is missing'}])
  })

  it('works again after its folder was away', async () => {
    await using folder = await temporaryFolder()
    const inner = join(folder.path, 'logs')
    await mkdir(inner)
    const path = join(inner, 'audit.jsonl')
    const device = await deviceOn(path)
    await rename(inner, `${inner}.away`)
    await device.reopen()
    expect(await device.write(bodies(1))).toBe(0)
    expect(device.isWorking).toBe(false)
    await mkdir(inner)
    expect(await device.write(bodies(1))).toBe(1)
    await device.close()
    expect(await problemsOf(join(`${inner}.away`, 'audit.jsonl'), path)).toEqual([])
  })

  it('finds the entry that is expected, or does not', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'audit.jsonl')
    const {hash} = await written(path, 2)
    expect(await verifyFiles([path], {expect: hash})).toMatchObject({isExpectedFound: true, last: {hash}})
    expect(await verifyFiles([path], {expect: emptyChain.hash})).toMatchObject({isExpectedFound: false})
  })

  it.runIf(process.platform === 'linux')('is written by one server at a time', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'audit.jsonl')
    const first = await deviceOn(path)
    await expect(deviceOn(path)).rejects.toThrow(`The audit file ${path} is written by another server`)
    await first.close()
    await (await deviceOn(path)).close()
  })

  it('with an entry far longer than what is read at first still goes on', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'audit.jsonl')
    const device = await deviceOn(path)
    await device.write([{text: `"kind":"operation","objects":["${'x'.repeat(300_000)}"]`}])
    await device.close()
    expect((await written(path, 1)).sequence).toBe(4)
    expect(await problemsOf(path)).toEqual([])
  })
})
