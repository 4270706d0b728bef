import {describe, expect, it} from 'vitest'
import {catalogue} from '../../../src/kmip/attributes/catalogue.ts'
import {RequestBatchItem, ResponseBatchItem} from '../../../src/kmip/message/batch-item.ts'
import {RequestHeader, ResponseHeader} from '../../../src/kmip/message/header.ts'
import {operations} from '../../../src/kmip/operations/index.ts'
import type {AnyField, Fields} from '../../../src/kmip/schema/structure.ts'
import {tagTable} from '../../../src/kmip/spec/tag-details.ts'
import {kmipTagName} from '../../../src/kmip/spec/tag-name.ts'
import {inRange, versions, type Version} from '../../../src/kmip/spec/version.ts'

const ofMessages = {RequestHeader, ResponseHeader, RequestBatchItem, ResponseBatchItem}

function isKnown(tags: readonly number[], version: Version): boolean {
  return tags.some((tag) => {
    const entry = tagTable.entry(tag)
    return entry !== undefined && inRange(entry, version)
  })
}

function fieldsOf(item: AnyField['item']): Fields | undefined {
  return item !== undefined && 'fields' in item ? (item.fields as Fields) : undefined
}

/** Members of a structure, and of those in it, that the version writes under tags which it does not have. */
function strangers(fields: Fields, version: Version, path: string, seen: ReadonlySet<Fields> = new Set()): string[] {
  if (seen.has(fields)) return []
  const within = new Set([...seen, fields])
  return Object.values(fields).flatMap((field: AnyField) => {
    if (!inRange(field.range, version)) return []
    const here = `${path} > ${kmipTagName(field.tags[0] ?? 0)}`
    if (!isKnown(field.tags, version)) return [here]
    const inner = fieldsOf(field.item)
    return inner === undefined ? [] : strangers(inner, version, here, within)
  })
}

describe.each(versions)('What is declared for %s', (version) => {
  it.each(Object.entries(operations))('has only tags of that version in %s', (name, {range, request, response}) => {
    if (!inRange(range, version)) return
    expect(strangers(request.fields, version, `${name} request`)).toEqual([])
    expect(strangers(response.fields, version, `${name} response`)).toEqual([])
  })

  it.each(Object.entries(ofMessages))('has only tags of that version in %s', (name, {fields}) => {
    expect(strangers(fields, version, name)).toEqual([])
  })

  it('has only attributes of that version', () => {
    const found = Object.values(catalogue).filter(({range, tag}) => inRange(range, version) && !isKnown([tag], version))
    expect(found.map(({name}) => name)).toEqual([])
  })
})
