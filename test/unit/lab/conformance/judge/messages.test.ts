import {describe, expect, it} from 'vitest'
import {isReadable, readCase} from '../../../../../src/lab/conformance/cases/conformance-case.ts'
import {ResultReason} from '../../../../../src/kmip/spec/enumerations.ts'
import {
  bytes,
  caseOf,
  caseText,
  create,
  enumeration,
  identifier,
  integer,
  type MessageText,
  text,
} from '../../../../support/conformance-case.ts'
import {kmipVocabulary} from '../../../../../src/kmip/spec/vocabulary.ts'
import type {Change} from '../../../../support/played-server.ts'
import {judged, other, reversed, run, withMore} from '../../../../support/judged.ts'

const locate = (...ids: readonly string[]): MessageText[] => [
  {operation: 'Locate'},
  {operation: 'Locate', payload: ids.map((id) => identifier(id)).join('')},
]
const query = (payload: string) =>
  caseOf([
    {operation: 'Query', payload: enumeration('QueryFunction', 'QueryOperations')},
    {operation: 'Query', payload},
  ])
const version = (minor: number) =>
  `<ProtocolVersion>${integer('ProtocolVersionMajor', 1)}${integer('ProtocolVersionMinor', minor)}</ProtocolVersion>`

describe('a response', () => {
  it('has its own time and its own words', async () => {
    const file = caseOf([
      {operation: 'Get', payload: identifier('x')},
      {operation: 'Get', reason: 'ItemNotFound'},
    ])
    expect(await judged(file, other('TimeStamp', 5n))).toBe('passed')
    expect(await judged(file, other('ResultMessage', 'something else'))).toBe('passed')
    expect(await judged(file, other('ResultMessage', undefined))).toBe('passed')
    expect(await judged(file, other('ResultReason', ResultReason.valueOf('InvalidField')))).toMatch(
      /ResultReason: ItemNotFound ≠ InvalidField$/,
    )
  })

  it('must have its time', async () => {
    expect(await judged(caseOf(create()), other('TimeStamp', undefined))).toMatch(
      /ResponseHeader\/TimeStamp: .* ≠ nothing$/,
    )
  })

  it('may have a template that it need not have, and extensions that are not critical', async () => {
    const file = caseOf(create())
    const template = (node: Parameters<ReturnType<typeof withMore>>[0]) =>
      node.tag === 0x42007c
        ? ({...node, value: [...(node.value as []), {tag: 0x420091, type: 1, value: []}]} as typeof node)
        : node
    expect(await judged(file, template)).toBe('passed')
    const extension = (critical: boolean) =>
      `<MessageExtension>${text('VendorIdentification', 'x')}<CriticalityIndicator type="Boolean" value="${critical}"/><VendorExtension/></MessageExtension>`
    const extended = (critical: boolean) => caseOf([create()[0]!, {...create()[1]!, item: extension(critical)}])
    expect(await judged(extended(false), other('MessageExtension', undefined))).toBe('passed')
    expect(await judged(extended(true), other('MessageExtension', undefined))).toMatch(/MessageExtension/)
  })

  it('has the fields of the case in its order, and no others', async () => {
    const file = caseOf(create())
    expect(await judged(file, reversed('ResponsePayload'))).toMatch(
      /ResponsePayload: ObjectType first ≠ UniqueIdentifier first$/,
    )
    expect(await judged(file, other('ObjectType', undefined))).toMatch(/ObjectType: SymmetricKey ≠ nothing$/)
    expect(await judged(file, withMore('ResponsePayload', integer('LocatedItems', 1)))).toMatch(
      /LocatedItems: nothing ≠ 1$/,
    )
    expect(await judged(file, (node) => (node.tag === 0x420057 ? {tag: node.tag, type: 2, value: 2} : node))).toMatch(
      /ObjectType: Enumeration SymmetricKey ≠ Integer 2$/,
    )
  })

  it('has the version of its request, whatever the case prints', async () => {
    const file = caseOf(create())
    expect(await judged(file, other('ProtocolVersionMinor', 3))).toMatch(/ProtocolVersionMinor: 4 ≠ 3$/)
    const printed = caseText(create())
    const misprinted = readCase('x.xml', printed.replace(/(<ResponseHeader>.*?Minor type="Integer" value=")4/u, '$13'))
    if (!isReadable(misprinted)) throw new Error(misprinted.problem)
    expect(await judged(misprinted)).toMatch(/^passed$/)
    expect(await judged(misprinted, other('ProtocolVersionMinor', 4))).toBe('passed')
    expect(await judged(misprinted, other('ProtocolVersionMinor', 2))).toMatch(/ProtocolVersionMinor: 3 ≠ 2$/)
  })

  it('has as many items as the case', async () => {
    const file = caseOf(create())
    expect(await judged(file, other('BatchItem', undefined))).toMatch(/^1: ResponseMessage\/BatchItem: /)
    expect(
      await judged(file, (node) =>
        node.tag === 0x42007b
          ? ({...node, value: [...(node.value as []), {tag: 0x42000f, type: 1, value: []}]} as typeof node)
          : node,
      ),
    ).toMatch(/BatchItem\[1\]: nothing ≠ /)
  })
})

/** Turns the payload of the last response around. */
function turnedLast(count: number): Change {
  let seen = 0
  const turn = reversed('ResponsePayload')
  return (node) => (kmipVocabulary.tagName(node.tag) === 'ResponsePayload' && ++seen === count ? turn(node) : node)
}

describe('the answer to Locate', () => {
  it('has its identifiers in the order of the case', async () => {
    const second = create().map((message) => ({...message, payload: message.payload!.replace('_0', '_1')}))
    const file = caseOf([...create(), ...second, ...locate('$UNIQUE_IDENTIFIER_1', '$UNIQUE_IDENTIFIER_0')])
    expect(await judged(file)).toBe('passed')
    expect(await judged(file, turnedLast(file.exchanges.length))).toMatch(/^3: .*UniqueIdentifier\[0\]: \w+ ≠ \w+$/)
    expect(await judged(file, other('UniqueIdentifier', undefined, 3))).toMatch(
      /^3: .*UniqueIdentifier\[1\]: .* ≠ nothing$/,
    )
  })
})

describe('the answer to Query', () => {
  it('has what is expected in any order, and more', async () => {
    const file = query(
      enumeration('Operation', 'Get') + enumeration('Operation', 'Locate') + enumeration('ObjectType', 'SymmetricKey'),
    )
    expect(await judged(file, reversed('ResponsePayload'))).toBe('passed')
    expect(
      await judged(
        file,
        withMore('ResponsePayload', enumeration('Operation', 'Create'), enumeration('ObjectType', 'Certificate')),
      ),
    ).toBe('passed')
    expect(await judged(file, withMore('ResponsePayload', text('VendorIdentification', 'us')))).not.toMatch(
      /VendorIdentification/,
    )
    expect(await judged(file, (node) => (node.tag === 0x42005c && node.value === 8 ? undefined : node))).toMatch(
      /Operation\[1\]: Locate ≠ nothing$/,
    )
  })

  it('says who the server is in its own words', async () => {
    const file = query(
      text('VendorIdentification', 'them') + `<ServerInformation>${text('ServerName', 'a')}</ServerInformation>`,
    )
    expect(await judged(file, other('VendorIdentification', 'us'))).toBe('passed')
    expect(await judged(file, other('ServerName', undefined))).toBe('passed')
    expect(await judged(file, other('VendorIdentification', undefined))).toMatch(
      /VendorIdentification: them ≠ nothing$/,
    )
  })

  it('has capabilities with the values of the case', async () => {
    const file = query(
      '<CapabilityInformation><StreamingCapability type="Boolean" value="true"/></CapabilityInformation>',
    )
    expect(await judged(file, other('StreamingCapability', false))).toMatch(/StreamingCapability: true ≠ false$/)
  })
})

describe('the answer to Discover Versions', () => {
  const discover = (asked: string) =>
    caseOf([
      {operation: 'DiscoverVersions', payload: asked},
      {operation: 'DiscoverVersions', payload: version(4) + version(3)},
    ])
  const more = (node: Parameters<ReturnType<typeof withMore>>[0]) => withMore('ResponsePayload', version(9))(node)

  it('may list more versions only when the request lists none', async () => {
    expect(await judged(discover(''), more)).toBe('passed')
    expect(await judged(discover(version(4) + version(3)), more)).not.toBe('passed')
  })

  it('keeps the order of the versions', async () => {
    expect(await judged(discover(''), reversed('ResponsePayload'))).toMatch(/ProtocolVersionMinor: 4 ≠ 3$/)
  })
})

describe('a refusal', () => {
  const refusing = (reason: string) => (node: {readonly tag: number}) => {
    if (node.tag !== 0x42000f) return node as never
    const [operation] = (node as unknown as {value: readonly never[]}).value
    return {
      tag: 0x42000f,
      type: 1,
      value: [
        operation,
        {tag: 0x42007f, type: 5, value: 1},
        {tag: 0x42007e, type: 5, value: ResultReason.valueOf(reason)},
      ],
    } as never
  }

  it.each(['OperationNotSupported', 'FeatureNotSupported', 'KeyFormatTypeNotSupported'])(
    'by %s is honest',
    async (reason) => {
      const result = await run(caseOf(create()), refusing(reason))
      expect(result.status).toBe('unsupported')
      expect(await judged(caseOf(create()), refusing(reason))).toBe(
        `1: ResponseMessage/BatchItem/ResultStatus: Success ≠ OperationFailed (${reason})`,
      )
    },
  )

  it('in another version says that the server does not speak that of the case', async () => {
    const invalid = refusing('InvalidMessage')
    const older = other('ProtocolVersionMinor', 2)
    const result = await run(caseOf(create()), (node) => older(invalid(node)) ?? node)
    expect(result.status).toBe('unsupported')
    expect((await run(caseOf(create()), invalid)).status).toBe('failed')
  })

  it('for another reason is a failure', async () => {
    expect((await run(caseOf(create()), refusing('InvalidField'))).status).toBe('failed')
  })

  it('where the case expects another refusal is a failure', async () => {
    const file = caseOf([
      {operation: 'Get', payload: identifier('x')},
      {operation: 'Get', reason: 'ItemNotFound'},
    ])
    expect((await run(file, refusing('OperationNotSupported'))).status).toBe('failed')
  })
})

describe('a stream', () => {
  it('has correlation values of the server, which go into the next request', async () => {
    const part = (asked: string, answer: string) => [
      {operation: 'Hash', payload: bytes('Data', 'aa') + asked},
      {operation: 'Hash', payload: answer},
    ]
    const value = bytes('CorrelationValue', '$CORRELATION_VALUE')
    const file = caseOf([...part('', value), ...part(value, value), ...part(value, bytes('Data', 'bb'))])
    const result = await run(file, other('CorrelationValue', new Uint8Array([7]), 1))
    expect(result.status).toBe('passed')
    const sent = JSON.stringify(result.exchanges[2]?.sent, (_, item: unknown) =>
      item instanceof Uint8Array ? Buffer.from(item).toString('hex') : item,
    )
    expect(sent).toContain('"07"')
  })
})
