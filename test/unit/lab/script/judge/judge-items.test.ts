import {describe, expect, it} from 'vitest'
import {answerItems} from '../../../../../src/lab/script/answer/answer-item.ts'
import {judgePart} from '../../../../../src/lab/script/judge/judge-items.ts'
import {problemText} from '../../../../../src/lab/script/judge/problem.ts'
import {Tag} from '../../../../../src/kmip/spec/tags.ts'
import type {PlainMapping} from '../../../../../src/notation/plain.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../../src/ttlv/node.ts'

const text = (tag: number, value: string): TtlvNode => ({tag, type: ItemType.TextString, value})
const attribute = (name: string, value: TtlvNode) =>
  structureNode(Tag.Attribute, [text(Tag.AttributeName, name), {...value, tag: Tag.AttributeValue}])
const name = (value: string) =>
  structureNode(Tag.Name, [text(Tag.NameValue, value), {tag: Tag.NameType, type: ItemType.Enumeration, value: 1}])

/** As a server of 1.4 answers Get Attributes. */
const older = answerItems([
  text(Tag.UniqueIdentifier, '7f3c'),
  attribute('State', {tag: 0, type: ItemType.Enumeration, value: 2}),
  attribute('Cryptographic Length', {tag: 0, type: ItemType.Integer, value: 256}),
  attribute('Cryptographic Usage Mask', {tag: 0, type: ItemType.Integer, value: 12}),
  attribute('Activation Date', {tag: 0, type: ItemType.DateTime, value: 1_767_225_600n}),
  attribute('Name', name('payroll')),
  attribute('Name', name('wages')),
  attribute('x-team', text(0, 'storage')),
])

/** The same from one of 2.1. */
const newer = answerItems([
  text(Tag.UniqueIdentifier, '7f3c'),
  structureNode(Tag.Attributes, [
    {tag: Tag.State, type: ItemType.Enumeration, value: 2},
    {tag: Tag.CryptographicLength, type: ItemType.Integer, value: 256},
    {tag: Tag.CryptographicUsageMask, type: ItemType.Integer, value: 12},
    {tag: Tag.ActivationDate, type: ItemType.DateTime, value: 1_767_225_600n},
    name('payroll'),
    name('wages'),
    structureNode(Tag.Attribute, [
      text(Tag.VendorIdentification, 'x'),
      text(Tag.AttributeName, 'team'),
      text(Tag.AttributeValue, 'storage'),
    ]),
  ]),
])

const context = {now: new Date('2026-06-01T00:00:00Z'), reveal: false}
const problems = (wanted: PlainMapping, items = older) => judgePart(wanted, items, '', context).map(problemText)

describe.each([
  ['1.4', older],
  ['2.1', newer],
])('an answer of KMIP %s', (_, items) => {
  it.each<PlainMapping>([
    {'Unique Identifier': '7f3c'},
    {unique_identifier: '7f3c'},
    {Attributes: {State: 'active', 'cryptographic-length': 256}},
    {'Attributes.State': 'Active'},
    {State: 2},
    {Attributes: {'Cryptographic Usage Mask': ['Decrypt', 'Encrypt']}},
    {Attributes: {'Cryptographic Usage Mask': {contains: 'Encrypt'}}},
    {Attributes: {Name: 'wages'}},
    {Attributes: {Name: ['wages', 'payroll']}},
    {Attributes: {Name: {equals: ['payroll', 'wages']}}},
    {Attributes: {Name: {'Name Value': 'wages', 'Name Type': 'Uninterpreted Text String'}}},
    {Attributes: {Name: {count: {'>': 1}}}},
    {Attributes: {'x-team': {matches: '^stor'}}},
    {Attributes: {'x-team': {length: 7, not: 'backup'}}},
    {Attributes: {'Activation Date': '2026-01-01'}},
    {Attributes: {'Activation Date': {'<': 'now', '>=': '2026-01-01'}}},
    {Attributes: {State: {'one of': ['Pre-Active', 'Active']}}},
    {Attributes: {'Deactivation Date': {exists: false}}},
  ])('is as expected: %j', (wanted) => {
    expect(problems(wanted, items)).toEqual([])
  })

  it.each<[PlainMapping, string]>([
    [{Attributes: {State: 'Compromised'}}, 'Attributes.State: expected Compromised, received Active'],
    [{'Unique Identifier': '7f3d'}, 'Unique Identifier: expected 7f3d, received 7f3c'],
    [{Attributes: {'Deactivation Date': 'now'}}, 'Attributes.Deactivation Date: expected now, received nothing'],
    [{Attributes: {Name: 'salary'}}, 'Attributes.Name: expected salary, received {Name Value: payroll'],
    [{Attributes: {Name: ['wages', 'wages']}}, 'Attributes.Name: expected wages, wages'],
    [{Attributes: {Name: {equals: ['wages', 'payroll']}}}, 'Attributes.Name: expected equals wages, payroll'],
    [{Attributes: {Name: {count: 1}}}, 'Attributes.Name: expected count 1'],
    [{Attributes: {State: {not: 'Active'}}}, 'Attributes.State: expected not Active, received Active'],
    [{Attributes: {'Deactivation Date': {not: 'now'}}}, 'received nothing'],
    [{Attributes: {'Cryptographic Length': {'>': 256}}}, 'expected > 256, received 256'],
    [{Attributes: {'Cryptographic Usage Mask': ['Encrypt']}}, 'expected Encrypt, received Encrypt,Decrypt'],
    [{Attributes: {'x-team': {contains: 'backup'}}}, 'expected contains backup, received storage'],
  ])('is not as expected: %j', (wanted, problem) => {
    expect(problems(wanted, items)).toEqual([expect.stringContaining(problem)])
  })
})

describe('an expectation', () => {
  it.each<[PlainMapping, RegExp]>([
    [{State: 'Activ'}, /State does not know "Activ"/],
    [{'Cryptographic Length': 'long'}, /Cryptographic Length takes a whole number/],
    [{'x-team': {'>': 'soon'}}, /is no number and no date/],
    [{Name: {exists: 'maybe'}}, /"exists" takes true or false/],
    [{Name: {'one of': 'wages'}}, /"one of" takes a list/],
  ])('that cannot be is an error: %j', (wanted, message) => {
    expect(() => problems(wanted)).toThrow(message)
  })
})

describe('bytes that are secret', () => {
  const key = new Uint8Array(32).fill(7)
  const items = answerItems([
    structureNode(Tag.SymmetricKey, [
      structureNode(Tag.KeyBlock, [
        structureNode(Tag.KeyValue, [{tag: Tag.KeyMaterial, type: ItemType.ByteString, value: key}]),
      ]),
    ]),
  ])

  it('are found without the structures around them, and compared in any form', () => {
    expect(problems({'Key Material': {bytes: 32}}, items)).toEqual([])
    expect(problems({'Key Material': Buffer.from(key).toString('hex')}, items)).toEqual([])
    expect(problems({'Key Material': {base64: Buffer.from(key).toString('base64')}}, items)).toEqual([])
    expect(problems({'Key Material': key}, items)).toEqual([])
  })

  it('are told by length and fingerprint, and neither is what was expected told', () => {
    const wanted = 'ab'.repeat(32)
    const [problem = ''] = problems({'Key Material': wanted}, items)
    expect(problem).toMatch(/^Key Material: expected another value, received <32 bytes, sha256 /)
    expect(problem).not.toContain(wanted)
    expect(problem).not.toContain('0707')
  })
})
