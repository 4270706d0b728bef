import {UsageError} from '../../../errors.ts'
import {closest} from '../../../notation/closest.ts'
import {bareWord} from '../../../notation/word.ts'
import {type Place, ScriptError} from '../place.ts'
import {UnsetVariable} from '../variables/unset-variable.ts'
import type {SourceMapping, SourceValue} from '../source/source-value.ts'

/** The values of a mapping by their keys. */
export type Members<Name extends string> = {readonly [K in Name]?: SourceValue}

/**
 * Takes a mapping apart that may have certain keys only.
 *
 * @throws ScriptError naming the key that it may not have, and the one that was probably meant
 */
export function readKeys<Name extends string>(
  {entries}: SourceMapping,
  keys: Readonly<Record<Name, unknown>>,
  what: string,
): Members<Name> {
  const members: {[K in Name]?: SourceValue} = {}
  for (const {name, place, value} of entries) {
    if (!isKey(name, keys)) throw unknownKey(name, Object.keys(keys), {what, place})
    members[name] = value
  }
  return members
}

function isKey<Name extends string>(name: string, keys: Readonly<Record<Name, unknown>>): name is Name {
  return Object.hasOwn(keys, name)
}

function unknownKey(
  name: string,
  known: readonly string[],
  {what, place}: {readonly what: string; readonly place: Place},
): ScriptError {
  const near = closest(bareWord(name), known.map(bareWord))
  const meant = known.find((key) => bareWord(key) === near)
  return new ScriptError(place, `${what} has no key ${JSON.stringify(name)}`, {
    hint: meant === undefined ? `It may have ${known.join(', ')}` : `Did you mean ${meant}?`,
  })
}

/** Says where in the script it was, when something turns out to be wrong. @throws ScriptError */
export function located<T>(place: Place, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw atPlace(place, error)
  }
}

/** The error with file and line, unless it has them; anything that nobody raised on purpose as it is. */
export function atPlace(place: Place, error: unknown): unknown {
  // A variable without a value may be no error: not where steps clean up
  const isPlain = error instanceof UsageError && !(error instanceof UnsetVariable)
  if (!isPlain || error instanceof ScriptError) return error
  return new ScriptError(place, error.message, {hint: error.hint, cause: error})
}
