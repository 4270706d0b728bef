import {parseDuration} from '../../../config/duration.ts'
import {type DeclaredOperationName, operations} from '../../../kmip/operations/index.ts'
import type {Operation} from '../../../kmip/schema/operation.ts'
import {Operation as OperationTable} from '../../../kmip/spec/enumerations.ts'
import type {Plain} from '../../../notation/plain.ts'
import {findNamed, unknownWord} from '../../../notation/word.ts'
import type {GroupStep, Outcome, RawStep, Repetition, RequestItem, RequestStep, Step} from '../model.ts'
import {ScriptError} from '../place.ts'
import {
  countOf,
  listOf,
  mappingOf,
  plainOf,
  type SourceMapping,
  type SourceValue,
  textOf,
} from '../source/source-value.ts'
import {batchStepKeys, groupStepKeys, itemKeys, operationStepKeys, rawStepKeys, retryKeys} from './keys.ts'
import {parseExpectation, pathOf, plainSuccess} from './parse-expectation.ts'
import {parseLoop, variablesOf} from './parse-loop.ts'
import {parseRawMessage, rawLabel} from './parse-raw.ts'
import {parseStepVersion} from './parse-version.ts'
import {located, type Members, readKeys} from './read-keys.ts'

/** Reads a list of steps. @throws ScriptError with file and line */
export function parseSteps(source: SourceValue, what: string): readonly Step[] {
  return listOf(source, what).map((one) => parseStep(mappingOf(one, 'Step')))
}

const kinds = {
  operation: parseOperationStep,
  batch: parseBatchStep,
  send: parseRawStep,
  steps: parseGroupStep,
} as const

function parseStep(source: SourceMapping): Step {
  const names = source.entries.map(({name}) => name)
  const [kind, other] = Object.keys(kinds).filter((name) => names.includes(name)) as (keyof typeof kinds)[]
  if (kind !== undefined && other === undefined) return kinds[kind](source)
  if (kind !== undefined) throw new ScriptError(source.place, `Step has both ${kind} and ${other}`)
  // A key that was misspelt says more
  readKeys(source, {...operationStepKeys, ...batchStepKeys, ...rawStepKeys, ...groupStepKeys}, 'Step')
  throw new ScriptError(source.place, 'Step does nothing', {hint: 'Give it operation, batch, send or steps'})
}

function parseOperationStep(source: SourceMapping): RequestStep {
  const members = readKeys(source, operationStepKeys, 'Step')
  const item = parseItem(members, source)
  return {
    kind: 'request',
    ...frame(members, source, item.label),
    ...sending(members),
    ...message(members),
    items: [item],
  }
}

function parseBatchStep(source: SourceMapping): RequestStep {
  const members = readKeys(source, batchStepKeys, 'Step')
  const items = listOf(members.batch ?? source, '"batch"').map((one) => {
    const item = mappingOf(one, 'Operation of the batch')
    return parseItem(readKeys(item, itemKeys, 'Operation of the batch'), item)
  })
  if (items.length === 0) throw new ScriptError(source.place, '"batch" has no operation')
  const {header, ...rest} = message(members)
  const onError = members['on error']
  return {
    kind: 'request',
    ...frame(members, source, items.map(({label}) => label).join(', ')),
    ...sending(members),
    ...rest,
    header: onError === undefined ? header : withContinuation(header, onError),
    items,
  }
}

function withContinuation(header: Plain, onError: SourceValue): Plain {
  const word = textOf(onError, '"on error"')
  if (!['stop', 'continue', 'undo'].includes(word)) {
    throw new ScriptError(onError.place, `"on error" does not know ${JSON.stringify(word)}`, {
      hint: 'Use one of stop, continue, undo',
    })
  }
  return {...(header as object), 'Batch Error Continuation Option': word}
}

function parseRawStep(source: SourceMapping): RawStep {
  const members = readKeys(source, rawStepKeys, 'Step')
  const raw = parseRawMessage(mappingOf(members.send ?? source, '"send"'))
  return {
    kind: 'raw',
    ...frame(members, source, rawLabel(raw)),
    ...sending(members),
    ...outcome(members, source),
    message: raw,
  }
}

function parseGroupStep(source: SourceMapping): GroupStep {
  const members = readKeys(source, groupStepKeys, 'Step')
  const steps = parseSteps(members.steps ?? source, '"steps"')
  return {kind: 'group', ...frame(members, source, 'steps'), steps}
}

function frame(
  members: Members<'name' | 'skip if' | 'for each'>,
  {place}: SourceMapping,
  label: string,
): Pick<Step, 'place' | 'label' | 'skipIf' | 'forEach'> {
  const {name, 'skip if': skipIf, 'for each': forEach} = members
  return {
    place,
    label: name === undefined ? label : textOf(name, '"name"'),
    skipIf: skipIf === undefined ? undefined : plainOf(skipIf),
    forEach: forEach === undefined ? undefined : parseLoop(forEach),
  }
}

function sending(
  members: Members<'as' | 'wait' | 'until' | 'retry'>,
): Pick<RequestStep, 'as' | 'waitMs' | 'repetition'> {
  const {as, wait, until, retry} = members
  return {
    as: as === undefined ? undefined : textOf(as, '"as"'),
    waitMs: wait === undefined ? 0 : durationOf(wait, '"wait"'),
    repetition: until === undefined && retry === undefined ? undefined : repetition(until, retry),
  }
}

const usualRepetition = {everyMs: 1000, withinMs: 60_000}

function repetition(until: SourceValue | undefined, retry: SourceValue | undefined): Repetition {
  const {every, within, times} = retry === undefined ? {} : readKeys(mappingOf(retry, '"retry"'), retryKeys, '"retry"')
  return {
    until: until === undefined ? undefined : parseExpectation(until, '"until"'),
    everyMs: every === undefined ? usualRepetition.everyMs : durationOf(every, '"every"'),
    withinMs: within === undefined ? usualRepetition.withinMs : durationOf(within, '"within"'),
    times: times === undefined ? undefined : countOf(times, '"times"'),
  }
}

function message({version, header}: Members<'version' | 'header'>): Pick<RequestStep, 'version' | 'header'> {
  return {
    version: version === undefined ? undefined : parseStepVersion(version),
    header: header === undefined ? {} : plainOf(mappingOf(header, '"header"')),
  }
}

function parseItem(members: Members<keyof typeof itemKeys>, source: SourceMapping): RequestItem {
  const {operation, request, name} = members
  if (operation === undefined) throw new ScriptError(source.place, 'Operation of the batch is missing')
  const declared = operationOf(operation)
  return {
    place: source.place,
    label: name === undefined ? (OperationTable.specName(declared.name) ?? declared.name) : textOf(name, '"name"'),
    operation: declared,
    request: request === undefined || isNothing(request) ? {} : plainOf(mappingOf(request, '"request"')),
    ...outcome(members, source),
  }
}

function isNothing(source: SourceValue): boolean {
  return source.kind === 'scalar' && source.value === null
}

function operationOf(source: SourceValue): Operation {
  const text = textOf(source, '"operation"')
  const known = OperationTable.entries.filter(({name}) => Object.hasOwn(operations, name))
  const found = findNamed(text, known)
  if (found !== undefined) return operations[found.name as DeclaredOperationName]
  return located(source.place, () => {
    throw unknownWord('"operation"', text, known)
  })
}

function outcome(members: Members<'expect' | 'capture' | 'collect'>, {place}: SourceMapping): Outcome {
  const {expect, capture, collect} = members
  return {
    expect: expect === undefined ? plainSuccess(place) : parseExpectation(expect, '"expect"'),
    capture:
      capture === undefined ? {} : variablesOf(mappingOf(capture, '"capture"'), (one) => pathOf(one, '"capture"')),
    collect:
      collect === undefined ? {} : variablesOf(mappingOf(collect, '"collect"'), (one) => pathOf(one, '"collect"')),
  }
}

function durationOf(source: SourceValue, what: string): number {
  const text = textOf(source, what)
  return located(source.place, () => parseDuration(text))
}
