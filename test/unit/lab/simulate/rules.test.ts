import {describe, expect, it} from 'vitest'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {type Draft, item, random, structure} from '../../../../src/lab/simulate/draft/draft.ts'
import {attribute, attributes, protocolVersion} from '../../../../src/lab/simulate/draft/payloads.ts'
import {Values} from '../../../../src/lab/simulate/draft/values.ts'
import {writeDraft} from '../../../../src/lab/simulate/draft/write-draft.ts'
import {type DecoderName, decoders} from '../../../../src/lab/simulate/rules/decoders.ts'
import type {Exchange, Rule} from '../../../../src/lab/simulate/rules/rule.ts'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'

const write = (draft: Draft): TtlvNode => writeDraft(draft, new Values(), '1.4')

const version = protocolVersion('1.4')
const timeStamp = item('TimeStamp', 0)
const count = (items: number) => item('BatchCount', items)
const plainHeader = [version, timeStamp, count(1)]
const identifier = item('UniqueIdentifier', 'one')
const number: TtlvNode = {tag: Tag.UniqueIdentifier, type: ItemType.Integer, value: 1}
const unknown: TtlvNode = {tag: 0x540001, type: ItemType.Integer, value: 1}

const raw = item('KeyFormatType', 'Raw')
const material = structure('KeyValue', item('KeyMaterial', random('material', 32)))
const algorithm = item('CryptographicAlgorithm', 'AES')
const length = item('CryptographicLength', 256)
const key = (...block: readonly Draft[]) => structure('SymmetricKey', structure('KeyBlock', ...block))
const symmetric = item('ObjectType', 'SymmetricKey')

type Part = Draft | TtlvNode
const node = (part: Part): TtlvNode => (typeof part.tag === 'string' ? write(part) : part)

interface Said {
  readonly operation?: string
  readonly asked?: readonly Draft[]
  readonly payload?: readonly Part[]
  readonly header?: readonly Part[]
  /** Of the batch item, instead of the operation, a success and the payload. */
  readonly answer?: readonly Part[]
  readonly pieces?: readonly number[]
  readonly maximum?: number
}

const success = item('ResultStatus', 'Success')
const failed = item('ResultStatus', 'OperationFailed')
const reason = item('ResultReason', 'ItemNotFound')
const message = item('ResultMessage', 'There is no such object')

/** A good answer to Get, with what the case has instead. */
function exchange(said: Said): Exchange {
  const {operation = 'Get', asked = [identifier], header = plainHeader, pieces, maximum = 8192} = said
  const payload = said.payload ?? [symmetric, identifier, key(raw, material, algorithm, length)]
  const responsePayload = structureNode(Tag.ResponsePayload, payload.map(node))
  const parts = said.answer ?? [item('Operation', operation), success, responsePayload]
  const answer = structureNode(Tag.ResponseMessage, [
    structureNode(Tag.ResponseHeader, header.map(node)),
    structureNode(Tag.BatchItem, parts.map(node)),
  ])
  const request = write(
    structure(
      'RequestMessage',
      structure('RequestHeader', version, item('MaximumResponseSize', maximum), count(1)),
      structure('BatchItem', item('Operation', operation), structure('RequestPayload', ...asked)),
    ),
  )
  return {request, version: '1.4', answer, bytes: writeBinary(answer), pieces}
}

/** The rules that an answer breaks. */
function broken(decoder: DecoderName, said: Said): string[] {
  const rules: readonly Rule[] = decoders[decoder]
  const tried = exchange(said)
  return rules.filter(({check}) => check(tried) !== undefined).map(({name}) => name)
}

const get = item('Operation', 'Get')
const correlation = item('ServerCorrelationValue', 'x')
const state = [attribute('State', 'Active')]
const askedState = [identifier, item('AttributeName', 'State')]
const names = (said: Readonly<Record<string, string>>) => ({
  operation: 'GetAttributes',
  asked: [identifier],
  payload: [identifier, ...attributes(said)],
})

describe('the decoders of the products', () => {
  it.each(Object.keys(decoders) as DecoderName[])('take a good answer: %s', (decoder) => {
    expect(broken(decoder, {})).toEqual([])
    expect(broken(decoder, {answer: [get, failed, reason, message]})).toEqual([])
    expect(broken(decoder, {operation: 'GetAttributes', asked: askedState, payload: [identifier, ...state]})).toEqual(
      [],
    )
  })

  it.each<[string, DecoderName, Said, string]>([
    ['no Time Stamp', 'libkmip', {header: [version, count(1)]}, 'time-stamp'],
    ['no Time Stamp', 'pykmip', {header: [version, count(1)]}, 'time-stamp'],
    [
      'a Server Correlation Value',
      'libkmip',
      {header: [version, timeStamp, correlation, count(1)]},
      'read-by-position',
    ],
    ['a Server Correlation Value', 'pykmip', {header: [version, timeStamp, correlation, count(1)]}, 'plain-header'],
    ['a header in another order', 'pykmip', {header: [timeStamp, version, count(1)]}, 'header-order'],
    ['KMIP 2.1', 'pykmip', {header: [protocolVersion('2.1'), timeStamp, count(1)]}, 'known-version'],
    ['a wrong Batch Count', 'unknown', {header: [version, timeStamp, count(2)]}, 'batch-count'],
    ['several records', 'libkmip', {pieces: [100, 60]}, 'one-record'],
    ['a record that ends in the header', 'libkmip', {pieces: [4, 156]}, 'one-record'],
    ['more than was asked for', 'kmipclient', {maximum: 64}, 'maximum-size'],
    [
      'more than 8192 bytes',
      'fujitsu',
      {payload: [symmetric, identifier, key(raw, structure('KeyValue', item('KeyMaterial', random('a', 8200))))]},
      'at-most-8192',
    ],
    ['no operation', 'unknown', {answer: [success]}, 'operation'],
    ['a failure without Result Message', 'libkmip', {answer: [get, failed, reason]}, 'result-message-or-crash'],
    ['a failure without Result Message', 'pykmip', {answer: [get, failed, reason]}, 'result-message'],
    ['a failure without Result Reason', 'kmipclient', {answer: [get, failed, message]}, 'result-reason'],
    ['a success without payload', 'kmipclient', {answer: [get, success]}, 'payload'],
    ['an identifier that is a number', 'libmongocrypt', {payload: [symmetric, number]}, 'identifiers'],
    [
      'a long identifier',
      'libkmip',
      {payload: [symmetric, item('UniqueIdentifier', 'x'.repeat(128))]},
      'identifier-up-to-127',
    ],
    ['the identifier first', 'libkmip', {payload: [identifier, symmetric]}, 'field-order'],
    ['an unknown field', 'pykmip', {payload: [symmetric, identifier, unknown]}, 'no-unknown-field'],
    ['a field of another type', 'ovh-kmip-go', {payload: [symmetric, number]}, 'field-types'],
    [
      'a Key Block in another order',
      'libkmip',
      {payload: [symmetric, identifier, key(material, raw)]},
      'key-block-order',
    ],
    [
      'a Key Block without algorithm',
      'cryptsoft',
      {payload: [symmetric, identifier, key(raw, material)]},
      'key-block-algorithm',
    ],
    [
      'a transparent key',
      'libmongocrypt',
      {
        payload: [
          symmetric,
          identifier,
          key(
            item('KeyFormatType', 'TransparentSymmetricKey'),
            structure('KeyValue', structure('KeyMaterial', item('Key', random('key', 32)))),
          ),
        ],
      },
      'key-material',
    ],
    [
      'a custom attribute in the Key Value',
      'libkmip',
      {
        payload: [
          symmetric,
          identifier,
          key(raw, structure('KeyValue', item('KeyMaterial', random('a', 32)), attribute('x-team', 'storage'))),
        ],
      },
      'key-value-attributes',
    ],
    [
      'an attribute in the Key Value of a key pair',
      'veeam',
      {
        payload: [
          item('ObjectType', 'PublicKey'),
          identifier,
          structure(
            'PublicKey',
            structure('KeyBlock', raw, structure('KeyValue', item('KeyMaterial', random('a', 32)), ...state)),
          ),
        ],
      },
      'no-key-value-attributes',
    ],
    [
      'another attribute than was asked for',
      'libkmip',
      {operation: 'GetAttributes', asked: askedState, payload: [identifier, attribute('Name', 'x'), ...state]},
      'asked-attribute-first',
    ],
    [
      'an attribute that PyKMIP does not know',
      'pykmip',
      names({'x-team': 'storage', Comment: 'x'}),
      'readable-attributes',
    ],
    [
      'a custom attribute that is no text',
      'pykmip',
      {...names({}), payload: [identifier, attribute('x-number', 1)]},
      'readable-attributes',
    ],
    [
      'Located Items at the end',
      'libkmip',
      {operation: 'Locate', payload: [identifier, item('LocatedItems', 1)]},
      'located-items-first-or-hang',
    ],
    [
      'Located Items at the end',
      'pykmip',
      {operation: 'Locate', payload: [identifier, item('LocatedItems', 1)]},
      'located-items-first',
    ],
    [
      '33 identifiers',
      'libkmip',
      {operation: 'Locate', payload: Array.from({length: 33}, () => identifier)},
      'at-most-32-identifiers',
    ],
    ['an operation of KMIP 2.1', 'pykmip', {operation: 'Query', payload: [item('Operation', 0x36)]}, 'query-values'],
  ])('refuse %s: %s', (_, decoder, said, rule) => {
    expect(broken(decoder, said)).toContain(rule)
  })

  it('take a Result Message with a success, as libkmip was seen to', () => {
    const payload = structureNode(Tag.ResponsePayload, [write(symmetric), write(identifier)])
    expect(broken('libkmip', {answer: [get, success, message, payload]})).toEqual([])
  })

  it('demand the Unique Batch Item ID of the request', () => {
    const good = exchange({})
    const id: TtlvNode = {tag: Tag.UniqueBatchItemID, type: ItemType.ByteString, value: Buffer.from('01', 'hex')}
    const withId = (whole: TtlvNode): TtlvNode => {
      const parts = whole.type === ItemType.Structure ? whole.value : []
      return structureNode(
        whole.tag,
        parts.map((part) =>
          part.tag === Tag.BatchItem && part.type === ItemType.Structure
            ? structureNode(part.tag, [...part.value.slice(0, 1), id, ...part.value.slice(1)])
            : part,
        ),
      )
    }
    const rules: readonly Rule[] = decoders.vcenter
    const lost = {...good, request: withId(good.request)}
    const kept = {...lost, answer: withId(good.answer)}
    expect(rules.filter(({check}) => check(lost) !== undefined).map(({name}) => name)).toEqual(['batch-item-id'])
    expect(rules.filter(({check}) => check(kept) !== undefined)).toEqual([])
  })

  it('take fewer items where the last one is a failure, and not otherwise', () => {
    const two = (one: Exchange) => ({
      ...one,
      request: structureNode(Tag.RequestMessage, [
        ...(one.request.type === ItemType.Structure ? one.request.value : []),
        ...(one.request.type === ItemType.Structure ? one.request.value.slice(1) : []),
      ]),
    })
    const [batchCount] = decoders.unknown
    expect(batchCount?.check(two(exchange({answer: [get, failed, reason, message]})))).toBeUndefined()
    expect(batchCount?.check(two(exchange({})))).toEqual({expected: '2 batch items', received: '1 batch item'})
  })

  it('of which each rule that there is has been broken here', async () => {
    const {readFile} = await import('node:fs/promises')
    const source = await readFile(new URL(import.meta.url), 'utf8')
    const rules = Object.values(decoders).flatMap((rules: readonly Rule[]) => rules.map(({name}) => name))
    const sizes = /^at-most-(?:65536|1048576)$/u
    expect([...new Set(rules)].filter((name) => !sizes.test(name) && !source.includes(`'${name}'`))).toEqual([])
  })
})
