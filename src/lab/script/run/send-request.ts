import type {OperationCall} from '../../../client/operation-call.ts'
import {UnexpectedResponseError} from '../../../client/unexpected-response-error.ts'
import type {Operation} from '../../../kmip/schema/operation.ts'
import {requestFromPlain} from '../../../notation/request-from-plain.ts'
import {type Answer, readAnswers} from '../answer/answer.ts'
import type {RequestStep} from '../model.ts'
import {located} from '../parse/read-keys.ts'
import {type RunContext, signalOf} from './context.ts'
import {checkVersionHas} from './lost-in-version.ts'
import {headerFromPlain} from './request-header.ts'
import {secretsIn} from './secrets-in.ts'

/** Sends the operations of a step in one message; their answers in the order of the step. Rejects as clients do. */
export async function sendRequest(step: RequestStep, context: RunContext): Promise<readonly Answer[]> {
  const {host, script, variables} = context
  const signal = signalOf(context)
  const now = host.surroundings.now()
  const calls = step.items.map(({operation, request, place}): OperationCall => {
    const plain = variables.expand(request)
    return {operation, request: located(place, () => requestFromPlain(operation, plain, {now}))}
  })
  const header = located(step.place, () => headerFromPlain(variables.expand(step.header), now))
  const client = await host.client(step.as === undefined ? undefined : variables.text(step.as), script)
  const operations = calls.map(({operation}) => operation)
  const version = step.version ?? (await client.version({operations, signal}))
  calls.forEach(({operation, request}, index) =>
    located(step.items[index]?.place ?? step.place, () => checkVersionHas(operation, request, version)),
  )
  for (const {operation, request} of calls) {
    // Whatever goes into a key must not come out of a report
    for (const secret of secretsIn(operation.request.encodeItems(request, version))) variables.markSecret(secret)
  }
  const answer = await client.ask(calls, {signal, version, header})
  const answers = readAnswers(answer, calls.length)
  answers.forEach(({status, operation}, index) =>
    checkNamed(operations[index], status === 'success' ? operation : undefined),
  )
  return answers
}

/** The answer to Poll may name the operation that was polled. @throws UnexpectedResponseError */
function checkNamed(asked: Operation | undefined, answered: Answer['operation']): void {
  if (asked === undefined || answered === undefined || answered === asked.name || asked.name === 'Poll') return
  throw new UnexpectedResponseError(`Response to ${asked.name} names operation ${answered}`)
}
