import {UsageError} from '../errors.ts'
import type {AttributeItem} from '../kmip/attributes/attribute-item.ts'
import {parseAttributeKey} from './attribute-key.ts'
import {parseAttributeValue} from './attribute-value.ts'

/** `NAME=VALUE`, and `NAME(TYPE)=VALUE` for custom attributes that hold no text. */
const assignment = /^([^=]*?)(?:\(([\w -]+)\))?\s*=(.*)$/s

/**
 * One attribute from `Object Group=payroll`, `x-team=storage` or `x-count(integer)=5`.
 *
 * @throws UsageError naming what is wrong
 */
export function parseAssignment(
  text: string,
  setting: string,
  options: {readonly now: Date; readonly index?: number | undefined},
): AttributeItem {
  const [matched, name = '', type, value = ''] = assignment.exec(text) ?? []
  if (matched === undefined || name.trim() === '') {
    throw new UsageError(`${setting} takes NAME=VALUE, not ${JSON.stringify(text)}`)
  }
  const key = parseAttributeKey(name)
  const where = `${setting} ${JSON.stringify(name.trim())}`
  return {key, index: options.index, value: parseAttributeValue(key, value, {setting: where, type, now: options.now})}
}
