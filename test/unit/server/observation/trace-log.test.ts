import {describe, expect, it} from 'vitest'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {createLog} from '../../../../src/server/log.ts'
import type {LogFormat} from '../../../../src/server/log-settings.ts'
import {traceLog} from '../../../../src/server/observation/trace-log.ts'
import type {Exchange} from '../../../../src/server/observation/observer.ts'
import {structureNode, ItemType, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {identityOf} from '../../../support/test-engine.ts'

const secret = 'correct horse battery staple'
const text = (tag: number, value: string): TtlvNode => ({tag, type: ItemType.TextString, value})
const bytes = (tag: number, value: string): TtlvNode => ({tag, type: ItemType.ByteString, value: Buffer.from(value)})
const peer = {address: '127.0.0.1:50000'} as Exchange['peer']
const identity = identityOf('one')

function traced(format: LogFormat, message: TtlvNode): string {
  const lines: string[] = []
  const log = createLog({level: 'info', format, stream: {write: (line) => void lines.push(line)}})
  const {requestReceived, exchangeDone} = traceLog(log, format)
  const done = {peer, sender: identity, request: message, response: message, receivedBytes: 1, sentBytes: 1}
  void requestReceived?.({peer, identity, request: message})
  void exchangeDone?.({...done, milliseconds: 1})
  return lines.join('')
}

describe('traceLog', () => {
  it.each(
    (['text', 'json'] as const).flatMap((format) =>
      [
        structureNode(Tag.Credential, [
          structureNode(Tag.CredentialValue, [text(Tag.Username, 'ann'), text(Tag.Password, secret)]),
        ]),
        structureNode(Tag.KeyValue, [bytes(Tag.KeyMaterial, secret)]),
        structureNode(Tag.KeyMaterial, [bytes(Tag.PrivateExponent, secret)]),
        structureNode(Tag.RequestPayload, [bytes(Tag.Data, secret)]),
      ].map((item) => [format, item] as const),
    ),
  )('hides passwords, key material and data (%s, %#)', (format, item) => {
    const said = traced(format, structureNode(Tag.RequestMessage, [item]))
    for (const form of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')]) {
      expect(said.toLowerCase()).not.toContain(form.toLowerCase())
    }
    expect(said).toContain('28 bytes')
  })

  it('tells who asked, or nothing of nobody', () => {
    const said = traced('text', structureNode(Tag.RequestMessage, []))
    expect(said).toContain('scope=one role=tester')
    const lines: string[] = []
    const log = createLog({level: 'info', format: 'text', stream: {write: (line) => void lines.push(line)}})
    const response = structureNode(Tag.ResponseMessage, [])
    const sender = {refused: 'credential 1 is revoked', cause: 'revoked'} as const
    const exchange = {peer, sender, request: undefined, response, receivedBytes: 1, sentBytes: 1, milliseconds: 1}
    void traceLog(log, 'text').exchangeDone?.(exchange)
    expect(lines.join('')).toMatch(/Response peer=127\.0\.0\.1:50000 ms=1\n {4}ResponseMessage/)
  })
})
