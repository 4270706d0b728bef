import {afterEach, beforeEach, expect, it, vi} from 'vitest'
import {type EndingSoon, ExpiryWatch} from '../../../../src/server/expiry/expiry-watch.ts'
import {createLog} from '../../../../src/server/log.ts'

const credentials: EndingSoon = {
  kind: 'credentials',
  count: 12,
  nearest: {name: 'credential 7 of role app of scope finance', notAfter: new Date('2026-03-02T12:00:00Z')},
  hint: 'Renew them',
}

const lines: unknown[] = []
const log = createLog({level: 'info', format: 'json', stream: {write: (line) => void lines.push(JSON.parse(line))}})
const reported: unknown[] = []
const report = (error: unknown) => reported.push(error)

beforeEach(() => {
  vi.useFakeTimers()
  lines.length = 0
  reported.length = 0
})
afterEach(() => void vi.useRealTimers())

it('warns at the start and once a day, in one line a kind', async () => {
  const watch = new ExpiryWatch({endingSoon: async () => [credentials], log, report})
  await vi.advanceTimersByTimeAsync(0)
  expect(lines).toMatchObject([
    {
      level: 40,
      msg: 'Some credentials end within a week',
      count: 12,
      nearest: 'credential 7 of role app of scope finance',
      notAfter: '2026-03-02T12:00:00.000Z',
      hint: 'Renew them',
    },
  ])
  await vi.advanceTimersByTimeAsync(23 * 60 * 60_000)
  expect(lines).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(60 * 60_000)
  expect(lines).toHaveLength(2)
  await watch.stop()
  await vi.advanceTimersByTimeAsync(48 * 60 * 60_000)
  expect(lines).toHaveLength(2)
})

it('says nothing when nothing ends soon', async () => {
  const watch = new ExpiryWatch({endingSoon: async () => [], log, report})
  await watch.stop()
  expect(lines).toEqual([])
})

it('reports that it cannot find out, and looks again the next day', async () => {
  let fails = true
  const endingSoon = async () => {
    if (fails) throw new Error('The store is gone')
    return [credentials]
  }
  const watch = new ExpiryWatch({endingSoon, log, report})
  await vi.advanceTimersByTimeAsync(0)
  expect(reported).toEqual([new Error('The store is gone')])
  fails = false
  await vi.advanceTimersByTimeAsync(24 * 60 * 60_000)
  await watch.stop()
  expect(lines).toHaveLength(1)
})

it('has done reading when it has stopped', async () => {
  let isDone = false
  const endingSoon = async () => {
    await new Promise((resolve) => setTimeout(resolve, 500))
    isDone = true
    return []
  }
  const watch = new ExpiryWatch({endingSoon, log, report})
  const stopped = watch.stop().then(() => isDone)
  await vi.advanceTimersByTimeAsync(500)
  expect(await stopped).toBe(true)
})
