import {PassThrough} from 'node:stream'
import {describe, expect, it} from 'vitest'
import {CommandReader, ScriptLines, TerminalLines} from '../../../../src/cli/shell/line-source.ts'

/** A terminal that says what mode it is in, and what was written to it. */
function terminal() {
  const modes: boolean[] = []
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (mode: boolean) => void modes.push(mode),
  }) as unknown as NodeJS.ReadStream
  const output = Object.assign(new PassThrough(), {isTTY: true, columns: 80}) as unknown as NodeJS.WriteStream
  const type = (text: string) => void (input as unknown as PassThrough).write(text)
  return {input, output, type, modes, written: () => String(output.read() ?? '')}
}

function typed(history: readonly string[] = []) {
  const {input, output, ...rest} = terminal()
  const lines = new TerminalLines({
    input,
    output,
    history: () => history,
    complete: async (line) => [[`${line}ate `], line],
  })
  return {lines, ...rest}
}

describe('lines of a script', () => {
  it('are joined where they end with a backslash, and know their number', async () => {
    const input = new PassThrough()
    input.end('locate\r\n\nget \\\n  7f3c \\\n --reveal\nquery \\')
    using lines = new ScriptLines(input)
    const reader = new CommandReader(lines)
    const all = []
    for (let one = await reader.next('> '); one !== undefined; one = await reader.next('> ')) all.push(one)
    expect(all).toEqual([
      {text: 'locate', line: 1},
      {text: '', line: 2},
      {text: 'get   7f3c  --reveal', line: 3},
      {text: 'query ', line: 6},
    ])
  })
})

describe('lines that are typed', () => {
  it('are read in raw mode, which ends with each of them', async () => {
    const {lines, type, modes} = typed()
    const line = lines.next('> ')
    type('locate\r')
    expect(await line).toBe('locate')
    expect(modes).toEqual([true, false])
  })

  it('are completed by Tab', async () => {
    const {lines, type} = typed()
    const line = lines.next('> ')
    type('loc')
    type('\t')
    type('--max 1\r')
    expect(await line).toBe('locate --max 1')
  })

  it('come back with the arrow up', async () => {
    const {lines, type} = typed(['get 7f3c', 'locate'])
    const line = lines.next('> ')
    type('\u001B[A\u001B[A\r')
    expect(await line).toBe('locate')
  })

  it('may be pasted several at a time, the last one begun', async () => {
    const {lines, type, written} = typed()
    const first = lines.next('> ')
    type('locate\rquery\rget ')
    expect(await first).toBe('locate')
    written()
    expect(await lines.next('> ')).toBe('query')
    expect(written()).toBe('> query\n')
    const third = lines.next('> ')
    type('7f3c\r')
    expect(await third).toBe('get 7f3c')
  })

  it('are forgotten with Ctrl-C and end with Ctrl-D', async () => {
    const {lines, type, modes} = typed()
    const interrupted = lines.next('> ')
    type('destroy\u0003')
    await expect(interrupted).rejects.toThrow('Interrupted')
    const ended = lines.next('> ')
    type('\u0004')
    expect(await ended).toBeUndefined()
    expect(modes).toEqual([true, false, true, false])
  })
})
