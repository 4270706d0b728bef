import {describe, expect, it} from 'vitest'
import {ShellSession} from '../../../../src/cli/shell/session.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'

const textNode = (tag: number, value: string): TtlvNode => ({tag, type: ItemType.TextString, value})

function answer(session: ShellSession, ...identifiers: string[]): void {
  const payload = structureNode(
    Tag.ResponsePayload,
    identifiers.map((text) => textNode(Tag.UniqueIdentifier, text)),
  )
  session.observe({direction: 'response', bytes: new Uint8Array(), node: structureNode(Tag.ResponseMessage, [payload])})
}

describe('the variables of a shell', () => {
  it('are the identifiers of the last command that was answered with some', () => {
    const session = new ShellSession()
    answer(session, 'a')
    session.commandEnds()
    answer(session, 'b', 'c')
    answer(session, 'b')
    session.commandEnds()
    session.commandEnds()
    expect(['1', '2', 'last'].map(session.variable)).toEqual(['b', 'c', 'c'])
    expect(() => session.variable('3')).toThrow('There is no variable $3')
    expect(session.identifiers).toEqual(['a', 'c', 'b'])
  })

  it('are not taken from requests or from what is no TTLV', () => {
    const session = new ShellSession()
    const node = textNode(Tag.UniqueIdentifier, 'a')
    session.observe({direction: 'request', bytes: new Uint8Array(), node})
    session.observe({direction: 'response', bytes: new Uint8Array(), node: undefined})
    session.commandEnds()
    expect(session.variables).toEqual([])
  })

  it('may be set and forgotten', () => {
    const session = new ShellSession()
    session.set('key', '7f3c')
    expect(session.variable('key')).toBe('7f3c')
    session.unset('key')
    expect(() => session.variable('key')).toThrow('There is no variable $key')
    expect(() => session.unset('key')).toThrow('There is no variable key that was set')
  })

  it.each(['last', '1', 'a-b', ''])('cannot have the name %j', (name) => {
    expect(() => new ShellSession().set(name, 'x')).toThrow(/set by the answers|cannot have the name/)
  })

  it('remember the newest of very many identifiers', () => {
    const session = new ShellSession()
    answer(session, ...Array.from({length: 10_001}, (_, index) => `id-${index}`))
    expect(session.identifiers).toHaveLength(10_000)
    expect(session.identifiers).not.toContain('id-0')
  })
})
