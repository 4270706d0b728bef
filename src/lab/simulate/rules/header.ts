import {Tag} from '../../../kmip/spec/tags.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import {MasterKeyError} from '../../../masterkey/error.ts'
import {checkAnswer} from '../../../masterkey/strict-answer.ts'
import {childOf, childrenOf, numberIn} from '../../conformance/conversation/payload.ts'
import {batchItems, succeeded, tagWords} from './parts.ts'
import {type Exchange, type Fault, rule} from './rule.ts'

/** Percona's reader, which `masterkey` has too. */
export const readByPosition = rule(
  'read-by-position',
  'the answer is at most 8192 bytes with a header and one batch item, whose fields stand where they are expected and are no others',
  ({bytes, answer}) => {
    try {
      checkAnswer(bytes, answer)
      return undefined
    } catch (error) {
      if (!(error instanceof MasterKeyError)) throw error
      return {expected: 'fields where the decoder expects them', received: error.message}
    }
  },
)

export const timeStampPresent = rule('time-stamp', 'the header of the answer has a Time Stamp', ({answer}) =>
  childOf(childOf(answer, Tag.ResponseHeader), Tag.TimeStamp) === undefined
    ? {expected: 'a Time Stamp in the header', received: 'a header without it'}
    : undefined,
)

const plainHeader: readonly number[] = [Tag.ProtocolVersion, Tag.TimeStamp, Tag.BatchCount]

export const plainHeaderOnly = rule(
  'plain-header',
  'the header of the answer holds Protocol Version, Time Stamp and Batch Count and nothing else',
  ({answer}) => {
    const foreign = childrenOf(childOf(answer, Tag.ResponseHeader)).find(({tag}) => !plainHeader.includes(tag))
    if (foreign === undefined) return undefined
    return {expected: 'a header of Protocol Version, Time Stamp and Batch Count', received: tagWords(foreign.tag)}
  },
)

export const headerOrder = rule(
  'header-order',
  'the fields of the header stand in the order of the specification',
  ({answer}) => {
    const tags = childrenOf(childOf(answer, Tag.ResponseHeader)).map(({tag}) => tag)
    const known = tags.filter((tag) => plainHeader.includes(tag))
    const ordered = plainHeader.filter((tag) => known.includes(tag))
    return known.join(' ') === ordered.join(' ')
      ? undefined
      : {expected: ordered.map(tagWords).join(', '), received: known.map(tagWords).join(', ')}
  },
)

/** The versions of 1.x, and 2.0. */
const pykmipVersions = ['1.0', '1.1', '1.2', '1.3', '1.4', '2.0']

export const knownVersion = rule('known-version', 'the version of the answer is one from 1.0 to 2.0', ({answer}) => {
  const version = childOf(childOf(answer, Tag.ResponseHeader), Tag.ProtocolVersion)
  const text = `${numberIn(version, Tag.ProtocolVersionMajor)}.${numberIn(version, Tag.ProtocolVersionMinor)}`
  return pykmipVersions.includes(text) ? undefined : {expected: 'a version from 1.0 to 2.0', received: text}
})

export const batchCountMatches = rule(
  'batch-count',
  'the answer has as many batch items as the request, or fewer of which the last is a failure, and its header says so',
  ({request, answer}) => {
    const asked = batchItems(request).length
    const found = batchItems(answer).length
    const said = numberIn(childOf(answer, Tag.ResponseHeader), Tag.BatchCount)
    if (found > asked || (found < asked && !endsInFailure(answer))) {
      return {expected: count(asked), received: count(found)}
    }
    return said === found ? undefined : {expected: `Batch Count ${found}`, received: `Batch Count ${said ?? 'missing'}`}
  },
)

/** A server goes no further than the first failure, unless the request tells it to. */
function endsInFailure(answer: TtlvNode): boolean {
  const last = batchItems(answer).at(-1)
  return last !== undefined && !succeeded(last)
}

function count(items: number): string {
  return items === 1 ? '1 batch item' : `${items} batch items`
}

export const withinMaximumSize = rule(
  'maximum-size',
  'the answer is no longer than the Maximum Response Size of the request',
  ({request, bytes}) => {
    const largest = numberIn(childOf(request, Tag.RequestHeader), Tag.MaximumResponseSize)
    return largest === undefined || bytes.length <= largest
      ? undefined
      : {expected: `at most ${largest} bytes`, received: `${bytes.length} bytes`}
  },
)

/** At most so many bytes, whatever the request says. */
export function atMost(largest: number) {
  return rule(`at-most-${largest}`, `the answer is at most ${largest} bytes long`, ({bytes}) =>
    bytes.length <= largest ? undefined : {expected: `at most ${largest} bytes`, received: `${bytes.length} bytes`},
  )
}

/** Eight bytes are read first and then the rest at once: a record that ends elsewhere cuts the answer short. */
export const oneRecord = rule(
  'one-record',
  'the answer comes in one TLS record, or its first 8 bytes in one and the rest in another',
  ({pieces}: Exchange): Fault | undefined => {
    if (pieces === undefined || pieces.length === 1 || (pieces.length === 2 && pieces[0] === 8)) return undefined
    return {expected: 'an answer in one TLS record', received: `${pieces.length} pieces of ${pieces.join(', ')} bytes`}
  },
)
