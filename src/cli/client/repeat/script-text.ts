import {Operation} from '../../../kmip/spec/enumerations.ts'
import {isSecretTag} from '../../../kmip/spec/secret-tags.ts'
import {tagTable} from '../../../kmip/spec/tag-details.ts'
import type {Version} from '../../../kmip/spec/version.ts'
import {isList, isMapping, type Plain, type PlainMapping} from '../../../notation/plain.ts'
import {plainFromRequest} from '../../../notation/write-plain.ts'
import type {BatchItem} from '../batch/compose-batch.ts'
import type {OperationPlan} from '../operation-plan.ts'
import {plannedCalls, type PlannedCall} from '../planned-call.ts'

/** A script for `kmipctl run`. */
export interface WrittenScript {
  /** YAML, with a final newline. */
  readonly text: string
  /** Variables for the secrets, whose values are not in it. */
  readonly secrets: readonly string[]
}

export interface ScriptOptions {
  readonly version: Version
  /** Keeps secrets in the script. */
  readonly reveal: boolean
}

/**
 * `--as-script`: the requests of a plan, or the one message of a batch. Secrets become variables without a value.
 *
 * @throws UsageError for requests that have no form in scripts
 */
export async function scriptText(
  planned: OperationPlan | readonly BatchItem[],
  {version, reveal}: ScriptOptions,
): Promise<WrittenScript> {
  const variables = new Map<string, null>()
  const stepOf = (call: PlannedCall): PlainMapping => {
    const request = call.plan?.inVersion?.(call.request, version) ?? call.request
    const plain = escaped(plainFromRequest(call.operation, request))
    return {
      operation: specName(call.operation.name),
      request: isMapping(plain) ? (reveal ? plain : concealed(plain, variables)) : {},
    }
  }
  const steps = 'requests' in planned ? planSteps(planned, stepOf) : [batchStep(planned, stepOf)]
  const {stringify} = await import('yaml')
  const script = {
    version,
    ...(variables.size === 0 ? {} : {variables: Object.fromEntries(variables)}),
    steps,
  }
  return {text: stringify(script, {lineWidth: 100}), secrets: [...variables.keys()]}
}

type StepOf = (call: PlannedCall) => PlainMapping

function planSteps(plan: OperationPlan, stepOf: StepOf): PlainMapping[] {
  const {activates = []} = plan
  const captured = activates.map((member) => ({variable: member, path: memberName(member)}))
  const own = plannedCalls(plan).map((call) => ({
    ...stepOf(call),
    ...(captured.length === 0
      ? {}
      : {capture: Object.fromEntries(captured.map(({variable, path}) => [variable, path]))}),
  }))
  const activations = captured.map(({variable}) => ({
    operation: 'Activate',
    request: {'Unique Identifier': `\${${variable}}`},
  }))
  return [...own, ...activations]
}

function batchStep(items: readonly BatchItem[], stepOf: StepOf): PlainMapping {
  const onError = items[0]?.plan.flags['on-error']
  return {
    batch: items.flatMap(({plan}) => plannedCalls(plan)).map(stepOf),
    ...(onError === undefined ? {} : {'on error': onError}),
    header: {'Batch Order Option': true},
  }
}

/** What looks like a reference is none. */
function escaped(plain: Plain): Plain {
  if (typeof plain === 'string') return plain.replaceAll('${', '$$$${')
  if (isList(plain)) return plain.map(escaped)
  if (!isMapping(plain)) return plain
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, escaped(value)]))
}

/** With a reference in place of each secret. */
function concealed(plain: PlainMapping, variables: Map<string, null>): PlainMapping {
  return Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [name, isSecretName(name) ? hidden(name, variables) : inside(value)]),
  )

  function inside(value: Plain): Plain {
    if (isList(value)) return value.map(inside)
    return isMapping(value) ? concealed(value, variables) : value
  }
}

function hidden(name: string, variables: Map<string, null>): string {
  const base = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
  let variable = base
  for (let number = 2; variables.has(variable); number++) variable = `${base}_${number}`
  variables.set(variable, null)
  return `\${${variable}}`
}

function isSecretName(specName: string): boolean {
  const found = tagTable.entries.find((entry) => entry.specName === specName)
  return found !== undefined && isSecretTag(found.tag)
}

function specName(name: OperationPlan['operation']['name']): string {
  return Operation.specName(name) ?? name
}

/** `uniqueIdentifier` is Unique Identifier. */
function memberName(member: string): string {
  return tagTable.entries.find(({name}) => name.toLowerCase() === member.toLowerCase())?.specName ?? member
}
