import {Tag} from '../../../kmip/spec/tags.ts'
import {identifierIn, identifiersIn} from '../../conformance/conversation/payload.ts'
import type {Demand} from './demand.ts'

/** Of the objects that Locate finds. */
export function found(count: number): Demand {
  const objects = count === 0 ? 'no object' : count === 1 ? 'exactly one object' : `exactly ${count} objects`
  return {
    text: `${objects} found`,
    check({payload}) {
      const {length} = identifiersIn(payload)
      return length === count ? undefined : {expected: `${objects} found`, received: `${length}`}
    },
  }
}

/** Locate finds these objects, the kept ones, among others. */
export function finds(...names: readonly string[]): Demand {
  return {
    text: 'the object is found again',
    check({payload, values}) {
      const identifiers = identifiersIn(payload)
      const missing = names.find((name) => !identifiers.includes(values.text(name)))
      if (missing === undefined) return undefined
      return {expected: `${values.text(missing)} found`, received: identifiers.join(', ') || 'nothing'}
    },
  }
}

/** Locate finds what it found before. */
export function findsAgain(list: string): Demand {
  return {
    text: 'what was found before is found again, whatever the page size',
    check({payload, values}) {
      const before = values.list(list)
      const now = identifiersIn(payload)
      const lost = before.find((identifier) => !now.includes(identifier))
      return lost === undefined ? undefined : {expected: `${lost} found again`, received: now.join(', ') || 'nothing'}
    },
  }
}

export function sameIdentifier(name: string): Demand {
  return {
    text: 'the answer names the same Unique Identifier',
    check({payload, values}) {
      const identifier = identifierIn(payload)
      const expected = values.text(name)
      if (identifier === expected) return undefined
      return {expected: `Unique Identifier ${expected}`, received: identifier ?? 'none'}
    },
  }
}

export function anIdentifier(): Demand {
  return {
    text: 'the answer names a Unique Identifier',
    check({payload}) {
      const identifier = identifierIn(payload, Tag.UniqueIdentifier) ?? ''
      return identifier === '' ? {expected: 'a Unique Identifier', received: 'none'} : undefined
    },
  }
}

export function anotherIdentifier(name: string): Demand {
  return {
    text: 'the answer names a new Unique Identifier',
    check({payload, values}) {
      const identifier = identifierIn(payload)
      if (identifier !== undefined && identifier !== values.text(name)) return undefined
      return {expected: 'a new Unique Identifier', received: identifier ?? 'none'}
    },
  }
}
