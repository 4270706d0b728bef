import {afterEach, beforeEach, expect, it, vi} from 'vitest'
import {withSpinner} from '../../../../src/cli/output/spinner.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function fakeTerminal(isTTY: boolean) {
  const written: string[] = []
  return {isTTY, written, write: (text: string) => written.push(text)}
}

async function workOf(milliseconds: number): Promise<string> {
  await new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
  return 'done'
}

it('shows nothing for work of less than a second', async () => {
  const terminal = fakeTerminal(true)
  const result = withSpinner(terminal, 'Working', () => workOf(900))
  await vi.advanceTimersByTimeAsync(900)
  expect(await result).toBe('done')
  expect(terminal.written).toEqual([])
})

it('says what takes longer, and wipes it at the end', async () => {
  const terminal = fakeTerminal(true)
  const result = withSpinner(terminal, 'Working', () => workOf(2500))
  await vi.advanceTimersByTimeAsync(2500)
  await result
  expect(terminal.written[0]).toContain('Working (1 s)')
  expect(terminal.written.at(-2)).toContain('Working (2 s)')
  expect(terminal.written.at(-1)).toBe('\r\u001B[2K')
})

it('wipes it when the work fails, and lets the error pass', async () => {
  const terminal = fakeTerminal(true)
  const result = withSpinner(terminal, 'Working', async () => {
    await workOf(1500)
    throw new Error('broken')
  })
  const expectation = expect(result).rejects.toThrow('broken')
  await vi.advanceTimersByTimeAsync(1500)
  await expectation
  expect(terminal.written.at(-1)).toBe('\r\u001B[2K')
})

it('is silent where there is no terminal', async () => {
  const terminal = fakeTerminal(false)
  const result = withSpinner(terminal, 'Working', () => workOf(3000))
  await vi.advanceTimersByTimeAsync(3000)
  await result
  expect(terminal.written).toEqual([])
})
