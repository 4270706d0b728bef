import {describe, expect, it} from 'vitest'
import {
  attribute,
  caseOf,
  create,
  enumeration,
  identifier,
  register,
  text,
} from '../../../../support/conformance-case.ts'
import {judged, other, run} from '../../../../support/judged.ts'

const get = (id?: string) => [
  {operation: 'Activate', payload: identifier(id)},
  {operation: 'Activate', payload: identifier(id)},
]

describe('identifiers of a case', () => {
  it('are whatever the server chooses, and the same from then on', async () => {
    const file = caseOf([...create(), ...get()])
    expect(await judged(file)).toBe('passed')
    expect(await judged(file, other('UniqueIdentifier', 'another', 1))).toMatch(
      /^2: ResponseMessage\/BatchItem\/ResponsePayload\/UniqueIdentifier: [0-9a-f]{12} ≠ another$/,
    )
  })

  it('go into later requests, also where older cases print the identifier of another server', async () => {
    for (const id of ['$UNIQUE_IDENTIFIER_0', '1234-5678']) {
      const [request, response] = create()
      const file = caseOf([
        request!,
        {...response!, payload: enumeration('ObjectType', 'SymmetricKey') + identifier(id)},
        ...get(id),
      ])
      const result = await run(file, other('UniqueIdentifier', 'chosen'))
      expect(result.status).toBe('passed')
      expect(JSON.stringify(result.exchanges[1]?.sent)).toContain('"chosen"')
    }
  })

  it('that the client made up must come back as they are', async () => {
    const file = caseOf(get('made-up'))
    expect(await judged(file)).toBe('passed')
    expect(await judged(file, other('UniqueIdentifier', 'another'))).toMatch(/made-up ≠ another$/)
  })

  it('are one for the attribute, the link and the field that name an object', async () => {
    const link = attribute(
      'Link',
      `<AttributeValue>${enumeration('LinkType', 'NextLink')}${text('LinkedObjectIdentifier', '$UNIQUE_IDENTIFIER_0')}</AttributeValue>`,
    )
    const own = attribute('Unique Identifier', text('AttributeValue', '$UNIQUE_IDENTIFIER_0'))
    const file = caseOf([
      ...create(),
      {operation: 'GetAttributes', payload: identifier()},
      {operation: 'GetAttributes', payload: identifier() + own + link},
    ])
    expect(await judged(file)).toBe('passed')
    expect(await judged(file, other('LinkedObjectIdentifier', 'another'))).toMatch(
      /LinkedObjectIdentifier: \w+ ≠ another$/,
    )
    expect(await judged(file, other('AttributeValue', 'another', 0))).toMatch(
      /Attribute\[Unique Identifier\]\/AttributeValue: \w+ ≠ another$/,
    )
  })

  it('cannot be the same for two objects', async () => {
    const second = create().map((message) => ({...message, payload: message.payload!.replace('_0', '_1')}))
    const file = caseOf([...create(), ...second])
    expect(await judged(file)).toBe('passed')
    expect(await judged(file, other('UniqueIdentifier', 'same'))).toMatch(
      /^2: .*UniqueIdentifier: \$UNIQUE_IDENTIFIER_1 ≠ same$/,
    )
  })

  it('follow from the request where the case prints another one', async () => {
    const second = register('00').map((message) => ({...message, payload: message.payload!.replace('_0', '_1')}))
    const file = caseOf([
      ...create(),
      ...second,
      {operation: 'Activate', payload: identifier('$UNIQUE_IDENTIFIER_1')},
      {operation: 'Activate', payload: identifier()},
    ])
    const asked = (await run(file)).exchanges[1]?.received
    const id = /"value":"([0-9a-f]{12})"/u.exec(
      JSON.stringify(asked, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    )?.[1]
    expect(await judged(file, other('UniqueIdentifier', id, 2))).toBe('passed')
    expect(await judged(file)).toMatch(/^3: /)
  })

  it('of batch items come back as they were sent', async () => {
    const item = '<UniqueBatchItemID type="ByteString" value="0102"/>'
    const file = caseOf(create().map((message) => ({...message, item})))
    expect(await judged(file)).toBe('passed')
    expect(await judged(file, other('UniqueBatchItemID', new Uint8Array([1, 3])))).toMatch(
      /UniqueBatchItemID: 0102 ≠ 0103$/,
    )
  })
})
