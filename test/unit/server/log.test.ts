import {describe, expect, it} from 'vitest'
import {StorageError} from '../../../src/errors.ts'
import {humanLine} from '../../../src/server/human-line.ts'
import {createLog, reportInternalErrorTo} from '../../../src/server/log.ts'
import type {LogFormat, LogLevel} from '../../../src/server/log-settings.ts'

function logged(format: LogFormat, work: (log: ReturnType<typeof createLog>) => void, level: LogLevel = 'info') {
  const lines: string[] = []
  work(createLog({level, format, stream: {write: (line) => void lines.push(line)}}))
  return lines
}

describe('the log', () => {
  it('writes JSON with an ISO time and nothing of the machine', () => {
    const [line = ''] = logged('json', (log) => log.info({peer: '127.0.0.1:1'}, 'Hello'))
    expect(JSON.parse(line)).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      peer: '127.0.0.1:1',
      msg: 'Hello',
    })
  })

  it('writes one line for people, with values by name', () => {
    const [line] = logged('text', (log) => log.warn({peer: '127.0.0.1:1', text: 'Do "this"', n: 3}, 'Hello'))
    expect(line).toMatch(/^\S+Z warn {2}Hello peer=127\.0\.0\.1:1 text="Do \\"this\\"" n=3\n$/)
  })

  it('leaves out what is below its level', () => {
    expect(logged('text', (log) => log.debug('Hello'))).toEqual([])
    expect(logged('text', (log) => log.error('Hello'), 'silent')).toEqual([])
  })

  it('keeps stack and cause of an unexpected error, but no other property of it', () => {
    const cause = Object.assign(new Error('disk'), {statement: 'SELECT secret'})
    const error = Object.assign(new TypeError('Broken', {cause}), {code: 'E_BROKEN', secret: 'secret'})
    let id = ''
    const [line = ''] = logged('json', (log) => (id = reportInternalErrorTo(log)(error)))
    expect(id).toMatch(/^[0-9a-f]{8}$/)
    expect(JSON.parse(line)).toMatchObject({
      logId: id,
      msg: 'Internal error',
      err: {
        type: 'TypeError',
        code: 'E_BROKEN',
        stack: expect.stringContaining('log.test'),
        cause: {message: 'disk'},
      },
    })
    expect(line).not.toContain('secret')
  })

  it('explains an error that was raised on purpose in one line, without stacks', () => {
    const cause = Object.assign(new Error('database or disk is full'), {statement: 'SELECT secret'})
    const error = new StorageError('FULL', 'The disk of the store is full', {hint: 'Make room', cause})
    let id = ''
    const lines = logged('text', (log) => (id = reportInternalErrorTo(log)(error)))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^\S+Z error The disk of the store is full logId=[0-9a-f]{8} /)
    expect(lines[0]).toMatch(/ code=STORAGE_FULL cause="database or disk is full"\n {4}hint: Make room\n$/)
    expect(lines[0]).toContain(id)
    const [json = ''] = logged('json', (log) => reportInternalErrorTo(log)(error))
    expect(Object.keys(JSON.parse(json))).toEqual(['level', 'time', 'logId', 'code', 'hint', 'cause', 'msg'])
  })

  it('leaves out what a deliberate error does not have', () => {
    const [line = ''] = logged('json', (log) => reportInternalErrorTo(log)(new StorageError('UNAVAILABLE', 'Gone')))
    expect(JSON.parse(line)).toMatchObject({code: 'STORAGE_UNAVAILABLE', msg: 'Gone'})
    expect(JSON.parse(line)).not.toHaveProperty('hint')
    expect(JSON.parse(line)).not.toHaveProperty('cause')
  })

  it('shows stacks below the line', () => {
    const [line = ''] = logged('text', (log) => log.error({err: new Error('Broken', {cause: 'why'})}, 'Internal error'))
    expect(line).toMatch(/error Internal error\n {4}Error: Broken\n/)
    expect(line).toMatch(/ {4}caused by:\n {4}string: why\n$/)
  })

  it('says below the line what to do, where it can be copied', () => {
    const line = humanLine(
      JSON.stringify({level: 40, time: 't', msg: 'm', hint: 'kmipctl cred renew 1 --out "a b"', n: 1}),
    )
    expect(line).toBe('t warn  m n=1\n    hint: kmipctl cred renew 1 --out "a b"\n')
  })

  it('shows a tree below the line, each line of it indented', () => {
    const line = humanLine(
      JSON.stringify({level: 30, time: 't', msg: 'Request', tree: 'RequestMessage\n  RequestHeader'}),
    )
    expect(line).toBe('t info  Request\n    RequestMessage\n      RequestHeader\n')
  })

  it('colours the parts of a line as it is told to', () => {
    const mark = (name: string) => (text: string) => `<${name} ${text}>`
    const style = {
      time: mark('time'),
      level: (text: string, name: string) => mark(name)(text),
      message: mark('message'),
      fields: mark('fields'),
      hint: mark('hint'),
    }
    const line = humanLine(JSON.stringify({level: 40, time: 't', msg: 'm', n: 1, hint: 'h'}), style)
    expect(line).toBe('<time t> <warn warn > <message m> <fields n=1>\n    <hint hint: h>\n')
  })

  it('takes values of any kind in a line', () => {
    const line = humanLine(
      JSON.stringify({level: 35, time: 't', msg: 'm', list: ['a', 'b c'], empty: [], none: null, is: true}),
    )
    expect(line).toBe('t 35    m list=a,"b c" empty=none none=null is=true\n')
  })
})
