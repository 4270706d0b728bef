import {UsageError} from '../../../errors.ts'
import type {AttributeKey} from '../../../kmip/attributes/attribute-set.ts'
import {definitionOf, isStandard} from '../../../kmip/attributes/lookup.ts'
import {tagTable} from '../../../kmip/spec/tag-details.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {nodeFromPlain} from '../../../notation/read-plain.ts'
import {bareWord} from '../../../notation/word.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'

/** What an adjustment may be by. KMIP 2.1 section 11.1. */
const adjustable: ReadonlySet<string> = new Set(['integer', 'longinteger', 'biginteger', 'interval'])

/**
 * By how much an attribute is adjusted, as an item of the attribute's type; of dates it is an interval.
 *
 * @throws UsageError for attributes to which nothing can be added
 */
export function adjustmentValue(key: AttributeKey, text: string, customType = 'integer'): TtlvNode {
  const type = isStandard(key) ? typeOf(key) : customType
  if (!adjustable.has(bareWord(type))) {
    throw isStandard(key)
      ? new UsageError(`Nothing can be added to attribute ${definitionOf(key).name}, which is ${articled(type)}`)
      : new UsageError(`--by-type does not know ${JSON.stringify(customType)}`, {
          hint: 'Use integer, long-integer or interval',
        })
  }
  return nodeFromPlain(Tag.AdjustmentValue, {type, value: text}, {now: new Date(), place: '--by'})
}

function typeOf(key: Parameters<typeof definitionOf>[0]): string {
  const {typeSteps = [], enumeration, mask} = tagTable.entry(definitionOf(key).tag) ?? {}
  if (enumeration !== undefined) return 'Enumeration'
  if (mask !== undefined) return 'Mask'
  const type = typeSteps[0]?.types?.[0] ?? 'Structure'
  return type.startsWith('DateTime') ? 'Interval' : type
}

function articled(type: string): string {
  const name = type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`
}
