import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../../src/errors.ts'
import {
  type FieldSchemas,
  type FieldType,
  knownFields,
  textField,
  textsField,
} from '../../../../src/vault-api/http/fields.ts'

const types: readonly FieldType[] = ['string', 'int', 'bool', 'list', 'duration', 'map', 'any']
const every: FieldSchemas = Object.fromEntries(types.map((type) => [type, {type, description: ''}]))

const read = (type: FieldType, value: unknown) => knownFields({[type]: value}, every).values[type]

describe('the fields of a request', () => {
  it('come to a value or to a UsageError, whatever JSON they hold', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.jsonValue(), (type, json) => {
        const value: unknown = JSON.parse(JSON.stringify(json))
        try {
          const {values, unknown} = knownFields({[type]: value}, every)
          expect(unknown).toEqual([])
          expect(typeof textField(values, type)).toMatch(/string|undefined/)
          expect(textsField(values, type).every((text) => typeof text === 'string')).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError)
        }
      }),
    )
  })

  it('that are not known are named, also those with the names of properties of all objects', () => {
    const given: Record<string, unknown> = JSON.parse(
      '{"__proto__": 1, "constructor": 2, "toString": 3, "string": "a"}',
    )
    const {values, unknown} = knownFields(given, every)
    expect(values).toEqual({string: 'a'})
    expect(unknown).toEqual(['__proto__', 'constructor', 'toString'])
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype)
  })

  it.each([
    ['int', '4096', 4096],
    ['int', 4096, 4096],
    ['int', '-1', -1],
    ['bool', 'true', true],
    ['bool', 'False', false],
    ['bool', 1, true],
    ['bool', '0', false],
    ['string', 12, '12'],
    ['string', true, 'true'],
    ['list', ['a', 1], ['a', '1']],
    ['list', 'a,b', 'a,b'],
    ['duration', '24h', '24h'],
    ['duration', 60, 60],
    ['map', {a: 1}, {a: 1}],
    ['map', '{"a": 1}', {a: 1}],
  ] as const)('of the type %s take %j', (type, value, expected) => {
    expect(read(type, value)).toEqual(expected)
  })

  it.each([
    ['int', 1.5],
    ['int', 1e300],
    ['int', 'many'],
    ['int', ''],
    ['bool', 'yes'],
    ['bool', 2],
    ['bool', []],
    ['string', {}],
    ['string', ['a']],
    ['list', [['a']]],
    ['list', {}],
    ['duration', true],
    ['duration', []],
    ['map', 'a'],
    ['map', '[]'],
    ['map', '"{}"'],
    ['map', []],
  ] as const)('of the type %s refuse %j', (type, value) => {
    expect(() => read(type, value)).toThrow(UsageError)
  })

  it('that are null are absent', () => {
    expect(knownFields({int: null}, every).values).toEqual({})
  })

  it('that are required are missed when absent, null or empty', () => {
    const schemas: FieldSchemas = {csr: {type: 'string', description: '', required: true}}
    for (const given of [{}, {csr: null}, {csr: ''}]) {
      expect(() => knownFields(given, schemas)).toThrow('missing required field csr')
    }
    expect(knownFields({csr: 'a'}, schemas).values).toEqual({csr: 'a'})
  })

  it('of the type list are read from text with commas', () => {
    expect(textsField({list: 'a, b'}, 'list')).toEqual(['a', 'b'])
    expect(textsField({}, 'list')).toEqual([])
  })
})
