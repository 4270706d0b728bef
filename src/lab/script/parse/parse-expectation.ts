import {ResultReason} from '../../../kmip/spec/enumerations.ts'
import {parseEnumeration} from '../../../notation/enumeration-value.ts'
import type {Plain} from '../../../notation/plain.ts'
import {unknownWord} from '../../../notation/word.ts'
import {parsePath, type Path} from '../answer/path.ts'
import {checkComparisons} from '../judge/comparison.ts'
import {type Expectation, type StatusWord, statusWords} from '../model.ts'
import type {Place} from '../place.ts'
import {mappingOf, oneOrMore, plainOf, type SourceValue, textOf} from '../source/source-value.ts'
import {expectationKeys} from './keys.ts'
import {located, readKeys} from './read-keys.ts'

/** What is expected where nobody says anything. */
export function plainSuccess(place: Place): Expectation {
  return {
    place,
    status: 'success',
    reasons: [],
    message: undefined,
    version: undefined,
    response: undefined,
    exists: [],
    absent: [],
    count: [],
  }
}

/** Reads `expect` or `until`: a mapping, or the status alone. @throws ScriptError */
export function parseExpectation(source: SourceValue, what: string): Expectation {
  if (source.kind === 'scalar') return {...plainSuccess(source.place), status: statusOf(source, what)}
  const members = readKeys(mappingOf(source, what), expectationKeys, what)
  const {status, reason, message, version, response, exists, absent, count} = members
  const reasons = reason === undefined ? [] : oneOrMore(reason).map(reasonOf)
  return {
    place: source.place,
    status: statusIn(status, reason ?? message),
    reasons,
    message: comparable(message),
    version: version?.kind === 'scalar' ? version.text : comparable(version),
    response: response === undefined ? undefined : comparable(mappingOf(response, '"response"')),
    exists: paths(exists, '"exists"'),
    absent: paths(absent, '"absent"'),
    count: count === undefined ? [] : mappingOf(count, '"count"').entries.map(counted),
  }
}

/** What is said of a failure means that there is to be one. */
function statusIn(status: SourceValue | undefined, ofFailure: SourceValue | undefined): StatusWord {
  if (status !== undefined) return statusOf(status, '"status"')
  return ofFailure === undefined ? 'success' : 'failed'
}

const statusNames = statusWords.map((name) => ({name, specName: name, aliases: []}))

function statusOf(source: SourceValue, what: string): StatusWord {
  const text = textOf(source, what)
  const status = statusWords.find((word) => word === text.trim().toLowerCase())
  if (status !== undefined) return status
  return located(source.place, () => {
    throw unknownWord(what, text, statusNames)
  })
}

function reasonOf(source: SourceValue): string {
  const text = textOf(source, '"reason"')
  if (!text.includes('${')) located(source.place, () => parseEnumeration(ResultReason, text, '"reason"'))
  return text
}

function comparable(source: SourceValue | undefined): Plain | undefined {
  if (source === undefined) return undefined
  const plain = plainOf(source)
  located(source.place, () => checkComparisons(plain))
  return plain
}

function paths(source: SourceValue | undefined, what: string): readonly Path[] {
  return source === undefined ? [] : oneOrMore(source).map((one) => pathOf(one, what))
}

/** @throws ScriptError for a text that is no path */
export function pathOf(source: SourceValue, what: string): Path {
  const text = textOf(source, what)
  return located(source.place, () => parsePath(text))
}

function counted({name, place, value}: {readonly name: string; readonly place: Place; readonly value: SourceValue}) {
  return {path: located(place, () => parsePath(name)), wanted: comparable(value) ?? null}
}
