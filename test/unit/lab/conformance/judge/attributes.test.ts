import {describe, expect, it} from 'vitest'
import {
  attribute,
  bytes,
  caseOf,
  create,
  date,
  enumeration,
  identifier,
  integer,
  text,
} from '../../../../support/conformance-case.ts'
import {judged, other, reversed, withMore} from '../../../../support/judged.ts'

const state = attribute('State', enumeration('AttributeValue', 'Active'))
const name = (value: string, index?: number) =>
  attribute(
    'Name',
    `<AttributeValue>${text('NameValue', value)}${enumeration('NameType', 'UninterpretedTextString')}</AttributeValue>`,
    index,
  )
const got = (...attributes: readonly string[]) => [
  {operation: 'GetAttributes', payload: identifier()},
  {operation: 'GetAttributes', payload: identifier() + attributes.join('')},
]
const given = (given: string, ...attributes: readonly string[]) => caseOf([...create(given), ...got(...attributes)])

describe('attributes of an answer', () => {
  it('have no order and may be more', async () => {
    const file = given('', state, name('a'), name('b', 1))
    expect(await judged(file)).toBe('passed')
    const more = withMore('ResponsePayload', attribute('Fresh', '<AttributeValue type="Boolean" value="true"/>'))
    expect(await judged(file, (node) => more(node))).not.toContain('Fresh')
    const turned = given('', name('b', 1), name('a'), state)
    expect(await judged(turned)).toBe('passed')
  })

  it('must be there, each with its value', async () => {
    const file = given('', state, name('a'))
    expect(await judged(file, other('Attribute', undefined, 0))).toBe(
      '2: ResponseMessage/BatchItem/ResponsePayload/Attribute[State]: Attribute {State, Active} ≠ nothing',
    )
    expect(await judged(file, other('AttributeValue', 3, 0))).toMatch(
      /Attribute\[State\]\/AttributeValue: Active ≠ Deactivated$/,
    )
    expect(await judged(file, other('NameValue', 'c'))).toMatch(/NameValue: a ≠ c$/)
  })

  it('are matched each with one of its own', async () => {
    const file = given('', name('a'), name('b', 1))
    expect(await judged(file, other('NameValue', 'a'))).toMatch(/Attribute\[Name\]\/AttributeValue\/NameValue: b ≠ a$/)
  })

  it('may have the index 0 or none, but no other index', async () => {
    const index = (value: number) => withMore('Attribute', integer('AttributeIndex', value))
    expect(await judged(given('', state), index(0))).not.toMatch(/AttributeIndex/)
    expect(
      await judged(
        given('', attribute('State', enumeration('AttributeValue', 'Active'), 0)),
        other('AttributeIndex', undefined),
      ),
    ).toBe('passed')
    expect(await judged(given('', name('b', 1)), other('AttributeIndex', 2))).toMatch(/AttributeIndex: 1 ≠ 2$/)
    expect(await judged(given('', name('b', 1)), other('AttributeIndex', undefined))).toMatch(
      /AttributeIndex: 1 ≠ nothing$/,
    )
  })

  it('keep the order of the fields inside', async () => {
    expect(await judged(given('', name('a')), reversed('AttributeValue'))).toMatch(
      /AttributeValue: NameValue first ≠ NameType first$/,
    )
  })

  it('of the server and groups that the client did not ask for may be missing', async () => {
    const server = attribute('y-colour', text('AttributeValue', 'red'))
    const group = attribute('Object Group', text('AttributeValue', 'theirs'))
    expect(
      await judged(given('', state, server, group), (node) =>
        JSON.stringify(node.value, plain).match(/"(?:y-colour|Object Group)"/) && node.tag === 0x420008
          ? undefined
          : node,
      ),
    ).toBe('passed')
    expect(await judged(given(group, group), other('Attribute', undefined))).toMatch(
      /Attribute\[Object Group\]: .* ≠ nothing$/,
    )
  })

  it('have dates of the server unless the client has fixed them', async () => {
    const initial = attribute('Initial Date', date('AttributeValue', '$NOW'))
    const activation = attribute('Activation Date', date('AttributeValue', '$NOW-3600'))
    expect(await judged(given('', initial, activation), other('AttributeValue', 5n))).toBe('passed')
    expect(await judged(given(activation, activation))).toBe('passed')
    expect(await judged(given(activation, activation), other('AttributeValue', 5n))).toMatch(
      /Attribute\[Activation Date\]\/AttributeValue: 2023-11-14T21:13:20\+00:00 ≠ 1970-/,
    )
  })

  it('have dates of the server again once an operation has set them', async () => {
    const activation = attribute('Activation Date', date('AttributeValue', '$NOW+3600'))
    const activate = ['Activate', 'Activate'].map((operation) => ({operation, payload: identifier()}))
    const file = caseOf([
      ...create(activation),
      ...activate,
      ...got(attribute('Activation Date', date('AttributeValue', '$NOW'))),
    ])
    expect(await judged(file, other('AttributeValue', 5n))).toBe('passed')
  })

  it('leave the digest to the server', async () => {
    const digest = attribute(
      'Digest',
      `<AttributeValue>${enumeration('HashingAlgorithm', 'SHA_256')}${bytes('DigestValue', 'aabb')}${enumeration('KeyFormatType', 'Raw')}</AttributeValue>`,
    )
    expect(await judged(given('', digest), other('DigestValue', new Uint8Array([1])))).toBe('passed')
    expect(await judged(given('', digest), other('HashingAlgorithm', 4))).toBe('passed')
  })

  it('leave the random number generator to the server unless the client has named one', async () => {
    const generator = attribute(
      'Random Number Generator',
      `<AttributeValue>${enumeration('RNGAlgorithm', 'ANSIX9_31')}</AttributeValue>`,
    )
    expect(await judged(given('', generator), other('RNGAlgorithm', 3))).toBe('passed')
    expect(await judged(given(generator, generator), other('RNGAlgorithm', 3))).toMatch(
      /RNGAlgorithm: ANSIX9_31 ≠ DRBG$/,
    )
  })
})

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
