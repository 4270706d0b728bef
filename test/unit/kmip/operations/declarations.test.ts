import {describe, expect, it} from 'vitest'
import {operations} from '../../../../src/kmip/operations/index.ts'
import {undeclared} from '../../../../src/kmip/operations/undeclared.ts'
import {fieldsIn, type Fields} from '../../../../src/kmip/schema/structure.ts'
import {compareVersions, inRange, versions, type VersionRange} from '../../../../src/kmip/spec/version.ts'
import {Operation} from '../../../../src/kmip/spec/enumerations.ts'

const declared = Object.entries(operations)

function end(range: VersionRange): string {
  return range.until ?? 'open'
}

/** Tags that more than one field of the payload claims. */
function sharedTags(fields: Fields): number[] {
  const tags = Object.values(fields).flatMap((member) => member.tags)
  return tags.filter((tag, index) => tags.indexOf(tag) !== index)
}

describe('operations', () => {
  it.each(Operation.entries)('either declares $name or says why not', ({name}) => {
    expect([Object.hasOwn(operations, name), Object.hasOwn(undeclared, name)].filter(Boolean)).toHaveLength(1)
  })

  it('stand in the order of the enumeration, which has them all', () => {
    const names = Operation.entries.map(({name}) => name).filter((name) => Object.hasOwn(operations, name))
    expect(Object.keys(operations)).toEqual(names)
    expect(names).toHaveLength(59)
  })

  it.each(declared)('%s has the name and the versions of its enumeration value', (key, operation) => {
    const range = Operation.rangeOf(key)
    expect(operation.name).toBe(key)
    expect(operation.range.since).toBe(range?.since)
    expect(end(operation.range)).toBe(range === undefined ? undefined : end(range))
  })

  it.each(declared)('%s has no field that is older than itself or never there', (_, operation) => {
    for (const {fields} of [operation.request, operation.response]) {
      const known = new Set(versions.filter((v) => inRange(operation.range, v)).flatMap((v) => fieldsIn(fields, v)))
      expect([...known].sort()).toEqual(Object.keys(fields).sort())
    }
  })

  it.each(declared)('%s requires no field that one of its versions lacks', (_, operation) => {
    const last = versions.at(-1) ?? '1.0'
    for (const {fields} of [operation.request, operation.response]) {
      for (const [key, {presence, range}] of Object.entries<Fields[string]>(fields)) {
        if (presence === 'optional') continue
        expect(compareVersions(range.since, operation.range.since), key).toBeLessThanOrEqual(0)
        expect(compareVersions(range.until ?? last, operation.range.until ?? last), key).toBeGreaterThanOrEqual(0)
      }
    }
  })

  it.each(declared)('%s gives each tag to one field', (_, operation) => {
    expect(sharedTags(operation.request.fields)).toEqual([])
    expect(sharedTags(operation.response.fields)).toEqual([])
  })

  it.each(Object.entries(undeclared))('%s is left out because it is of a draft', (name, reason) => {
    expect(Operation.rangeOf(name)?.since).toBe('3.0')
    expect(reason).toContain('3.0')
  })
})
