import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {
  choosesMapping,
  describeMapping,
  type MappingChoice,
  parseMapping,
  subjectFields,
} from '../../../src/administration/authority-mapping.ts'
import {UsageError} from '../../../src/errors.ts'

const word = fc.option(fc.oneof(fc.constantFrom('', 'finance', 'CN', 'ou', 'a/b'), fc.string()), {nil: undefined})
const choice: fc.Arbitrary<MappingChoice> = fc.record({
  scopeName: word,
  scopeField: word,
  roleName: word,
  roleField: word,
})

describe('The mapping of an imported authority', () => {
  it('has scope and role each by exactly one of name and field, or is refused in words', () => {
    fc.assert(
      fc.property(choice, (given) => {
        try {
          const {scopeName, scopeField, roleName, roleField} = parseMapping(given)
          expect([scopeName, scopeField].filter((one) => one !== undefined)).toHaveLength(1)
          expect([roleName, roleField].filter((one) => one !== undefined)).toHaveLength(1)
          for (const field of [scopeField, roleField]) if (field !== undefined) expect(subjectFields).toContain(field)
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError)
        }
      }),
    )
  })

  it('stays as it is where nothing is chosen', () => {
    const before = {scopeName: 'finance', roleField: 'CN'} as const
    expect(parseMapping({}, before)).toEqual(before)
    expect(parseMapping({scopeName: '', roleField: ''}, before)).toEqual(before)
    expect(choosesMapping({scopeName: '', roleField: undefined})).toBe(false)
    expect(choosesMapping({roleField: 'CN'})).toBe(true)
  })

  it('is described in words', () => {
    expect(describeMapping({scopeName: 'finance', roleField: 'UID'})).toBe('scope finance, role from UID')
    expect(describeMapping({scopeField: 'O', roleName: 'app'})).toBe('scope from O, role app')
  })
})
