import {describe, expect, it} from 'vitest'
import {createLog} from '../../src/server/log.ts'
import type {LogFormat, LogLevel} from '../../src/server/log-settings.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {structureNode, ItemType, type TtlvNode} from '../../src/ttlv/node.ts'
import {request, runServer} from '../support/running-server.ts'

const keyMaterial = Buffer.from('5a5b5c5d5e5f505152535455565758595a5b5c5d5e5f50515253545556575859', 'hex')

const enumeration = (tag: number, value: number): TtlvNode => ({tag, type: ItemType.Enumeration, value})
const text = (tag: number, value: string): TtlvNode => ({tag, type: ItemType.TextString, value})

/** Registers an AES key of known bytes. */
function register(): Uint8Array {
  const mask = structureNode(Tag.Attribute, [
    text(Tag.AttributeName, 'Cryptographic Usage Mask'),
    {tag: Tag.AttributeValue, type: ItemType.Integer, value: 12},
  ])
  const value = structureNode(Tag.KeyValue, [{tag: Tag.KeyMaterial, type: ItemType.ByteString, value: keyMaterial}])
  const block = structureNode(Tag.KeyBlock, [
    enumeration(Tag.KeyFormatType, 1),
    value,
    enumeration(Tag.CryptographicAlgorithm, 3),
    {tag: Tag.CryptographicLength, type: ItemType.Integer, value: 256},
  ])
  const payload = structureNode(Tag.RequestPayload, [
    enumeration(Tag.ObjectType, 2),
    structureNode(Tag.TemplateAttribute, [mask]),
    structureNode(Tag.SymmetricKey, [block]),
  ])
  return request(1, {item: {operation: 'Register', payload}})
}

function get(id: string): Uint8Array {
  const payload = structureNode(Tag.RequestPayload, [text(Tag.UniqueIdentifier, id)])
  return request(2, {item: {operation: 'Get', payload}})
}

/** Registers and gets a key; what is logged of it. */
async function traced(format: LogFormat, level: LogLevel = 'info'): Promise<readonly string[]> {
  const lines: string[] = []
  const log = createLog({level, format, stream: {write: (line) => void lines.push(line)}})
  await using test = await runServer({log, traceRequests: format})
  const client = await test.connect()
  const registered = await client.ask(register())
  const payload = registered.batchItems?.[0]?.payload
  const id = payload?.type === ItemType.Structure ? payload.value[0]?.value : undefined
  if (typeof id !== 'string') throw new TypeError('The answer names no object')
  await client.ask(get(id))
  return lines
}

describe('requests that are traced', () => {
  it('stand in the log as indented trees for people, the answers too', async () => {
    const all = (await traced('text')).join('')
    expect(all).toMatch(/ info {2}Request peer=\S+ scope=app role=admin\n {4}RequestMessage/)
    expect(all).toMatch(/ info {2}Response peer=\S+ scope=app role=admin ms=[\d.]+\n {4}ResponseMessage/)
    expect(all).toMatch(/\n {8,}Operation +Enumeration +Register/)
  })

  it('stand in a log for programs as the JSON of KMIP', async () => {
    const entries = (await traced('json')).map((line) => JSON.parse(line))
    expect(entries.map(({msg}) => msg)).toEqual(['Request', 'Response', 'Request', 'Response'])
    expect(entries[0]).toMatchObject({
      level: 30,
      tree: {tag: 'RequestMessage', value: expect.any(Array)},
    })
  })

  it.each(['text', 'json'] as const)('never hold key material (%s)', async (format) => {
    const all = (await traced(format)).join('')
    const forms = (['hex', 'base64', 'latin1'] as const).map((form) => keyMaterial.toString(form))
    for (const form of forms) expect(all.toLowerCase()).not.toContain(form.toLowerCase())
    expect(all).toMatch(/KeyMaterial.*32 bytes/s)
  })

  it('are not written where the level is above info', async () => {
    expect(await traced('text', 'warn')).toEqual([])
  })
})
