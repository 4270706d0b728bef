import {UsageError} from '../../../errors.ts'
import {closest} from '../../../notation/closest.ts'
import {isMapping, type Plain} from '../../../notation/plain.ts'
import type {Expectation, Outcome, RawStep, RequestStep, Script, Step} from '../model.ts'
import {located} from '../parse/read-keys.ts'
import {type Place, ScriptError} from '../place.ts'
import {referencesIn} from './references.ts'

/**
 * Checks that each variable of a script has a value, or gets one in a step before.
 *
 * @throws ScriptError naming the first one that does not
 */
export function checkVariables(script: Script, given: Iterable<string>): void {
  const known = new Set(given)
  const top: Place = {file: script.file, line: 1, column: 1}
  for (const [name, value] of Object.entries(script.variables)) {
    if (known.has(name)) continue
    if (value === null) {
      throw new ScriptError(top, `Variable ${name} needs a value`, {hint: `Give it with --set ${name}=VALUE`})
    }
    checkReferences(value, known, top)
    known.add(name)
  }
  checkSteps(script.steps, known)
  checkSteps(script.cleanup, known)
}

/** The variables that a script uses or declares. */
export function variablesUsed(script: Script): ReadonlySet<string> {
  const used = new Set(Object.keys(script.variables))
  const collector: VariableSet = {
    has: (name) => {
      used.add(name)
      return true
    },
    add: () => undefined,
    [Symbol.iterator]: () => used.values(),
  }
  for (const value of Object.values(script.variables)) checkReferences(value, collector, undefined)
  checkSteps([...script.steps, ...script.cleanup], collector)
  return used
}

interface VariableSet extends Iterable<string> {
  has(name: string): boolean
  add(name: string): unknown
}

function checkSteps(steps: readonly Step[], known: VariableSet): void {
  for (const step of steps) checkStep(step, known)
}

function checkStep(step: Step, known: VariableSet): void {
  const {place, skipIf, forEach: loop} = step
  if (loop !== undefined) {
    const {source} = loop
    const values =
      source.kind === 'values' ? source.values : source.kind === 'file' ? source.path : [source.from, source.to]
    checkReferences(values, known, loop.place)
  }
  const inner = loop === undefined ? known : withOne(known, loop.variable)
  checkReferences(skipIf, inner, place)
  if (skipIf !== undefined && isMapping(skipIf)) for (const name of Object.keys(skipIf)) check(name, inner, place)
  if (step.kind === 'group') checkSteps(step.steps, inner)
  else checkSending(step, inner)
}

/** What a loop counts with is known in it only. */
function withOne(known: VariableSet, name: string): VariableSet {
  return {
    has: (one) => one === name || known.has(one),
    add: (one) => known.add(one),
    [Symbol.iterator]: () => [name, ...known].values(),
  }
}

function checkSending(step: RequestStep | RawStep, known: VariableSet): void {
  checkReferences(step.as, known, step.place)
  if (step.repetition?.until !== undefined) checkExpectation(step.repetition.until, known)
  if (step.kind === 'raw') {
    const {source} = step.message
    checkReferences('file' in source ? source.file : source.text, known, step.place)
    return checkOutcome(step, known)
  }
  checkReferences(step.header, known, step.place)
  for (const item of step.items) {
    checkReferences(item.request, known, item.place)
    checkOutcome(item, known)
  }
}

function checkOutcome({expect, capture, collect}: Outcome, known: VariableSet): void {
  checkExpectation(expect, known)
  for (const name of [...Object.keys(capture), ...Object.keys(collect)]) known.add(name)
}

function checkExpectation(expectation: Expectation, known: VariableSet): void {
  const {place, reasons, message, version, response, count} = expectation
  const values = [reasons, message, version, response, count.map(({wanted}) => wanted)]
  for (const value of values) checkReferences(value, known, place)
}

function checkReferences(plain: Plain | undefined, known: VariableSet, place: Place | undefined): void {
  const at = place ?? {file: '', line: 1, column: 1}
  for (const name of located(at, () => referencesIn(plain))) check(name, known, at)
}

function check(name: string, known: VariableSet, place: Place): void {
  if (known.has(name)) return
  const near = closest(name, known)
  throw new ScriptError(place, `Variable ${name} has no value here`, {
    hint:
      near === undefined
        ? `Capture it in a step before, name it in "variables", or give it with --set ${name}=VALUE`
        : `Did you mean ${near}?`,
  })
}

/** Refuses values for variables that no script uses. @throws UsageError naming the one that was probably meant */
export function checkGiven(scripts: readonly Script[], given: readonly string[]): void {
  const used = new Set(scripts.flatMap((script) => [...variablesUsed(script)]))
  const unused = given.find((name) => !used.has(name))
  if (unused === undefined) return
  const near = closest(unused, used)
  throw new UsageError(`No script uses variable ${unused}`, {
    hint: near === undefined ? whatThereIs([...used]) : `Did you mean ${near}?`,
  })
}

function whatThereIs(names: readonly string[]): string {
  return names.length === 0 ? 'Leave it out: the scripts have no variables' : `There are ${names.join(', ')}`
}
