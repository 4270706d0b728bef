import {closest} from './closest.ts'
import {UsageError} from '../errors.ts'
import type {AttributeKey} from '../kmip/attributes/attribute-set.ts'
import {customKey, customKeyOfName, isNameless} from '../kmip/attributes/custom-key.ts'
import {attributeNames, definitionOf} from '../kmip/attributes/lookup.ts'
import {bareWord} from './word.ts'

/**
 * An attribute by its name: a standard one whatever its case and separators (`contact-information`), a custom one as
 * `x-team` or, since KMIP 2.0, as `vendor:name`.
 *
 * @throws UsageError naming the nearest attribute
 */
export function parseAttributeKey(text: string): AttributeKey {
  const name = text.trim()
  const wanted = bareWord(name)
  const standard = attributeNames.find((key) => bareWord(key) === wanted)
  if (standard !== undefined) return standard
  const custom = customKeyOfName(name)
  if (!isNameless(custom)) return custom
  const colon = name.indexOf(':')
  if (colon > 0 && colon < name.length - 1) return customKey(name.slice(0, colon), name.slice(colon + 1))
  throw unknownAttribute(name)
}

function unknownAttribute(name: string): UsageError {
  const near = closest(bareWord(name), attributeNames.map(bareWord))
  const meant = attributeNames.find((key) => bareWord(key) === near)
  return new UsageError(`Unknown attribute ${JSON.stringify(name)}`, {
    hint:
      meant === undefined
        ? "Use KMIP's names, such as 'Object Group'; names of custom attributes begin with x-"
        : `Did you mean ${JSON.stringify(definitionOf(meant).name)}? Names of custom attributes begin with x-`,
  })
}
