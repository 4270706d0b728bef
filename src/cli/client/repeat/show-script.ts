import type {Output} from '../../output/output.ts'
import type {BatchItem} from '../batch/compose-batch.ts'
import {connectionFlagSettings} from '../connection-flags.ts'
import {messageSettings} from '../message-settings.ts'
import type {OperationResult} from '../operation-command.ts'
import type {OperationFlagValues} from '../operation-flags.ts'
import type {OperationPlan} from '../operation-plan.ts'
import {callIn, plannedCalls} from '../planned-call.ts'
import {scriptText} from './script-text.ts'

/** `--as-script`: prints the script. `secrets` of the result are the variables that need a value. */
export async function showScript(
  planned: OperationPlan | readonly BatchItem[],
  flags: OperationFlagValues,
  output: Output,
): Promise<OperationResult> {
  const calls = ('requests' in planned ? [planned] : planned.map(({plan}) => plan)).flatMap(plannedCalls)
  const operations = calls.map(({operation}) => operation)
  const {version, isAssumed} = await messageSettings(connectionFlagSettings(flags), operations)
  for (const call of calls) callIn(version, call)
  const {text, secrets} = await scriptText(planned, {version, reveal: flags.reveal})
  output.data(text.trimEnd())
  if (isAssumed) output.note(`The server is not asked for its version: this is KMIP ${version}`)
  for (const name of secrets) output.note(`The script needs a value: kmipctl run FILE --set ${name}=VALUE`)
  return {script: text, secrets}
}
