import type {OperationContext} from '../context.ts'
import {Application} from './application.ts'
import {CodecError} from './codec/codec-error.ts'
import {decodeParameters} from './codec/wire-type.ts'
import {SessionObjects} from './objects/session-objects.ts'
import {functions, type FunctionName} from './functions/index.ts'
import {refusalOf, type ReturnCode} from './refusal.ts'
import {generalSignatures} from './signatures/general.ts'
import {encodingVersion} from './token.ts'

/** What a client calls. */
export interface FunctionCall {
  readonly name: FunctionName
  readonly correlationValue: Uint8Array | undefined
  readonly input: Uint8Array
}

export interface FunctionResult {
  readonly code: ReturnCode
  readonly output?: Uint8Array | undefined
  /** That of a new application. */
  readonly correlationValue?: Uint8Array | undefined
}

/** Calls a function of the token. What a function that refuses has written is taken back. */
export async function callFunction(
  context: OperationContext,
  {name, correlationValue, input}: FunctionCall,
): Promise<FunctionResult> {
  const application = correlationValue === undefined ? undefined : await Application.find(context, correlationValue)
  const found = functions[name]
  if (found === undefined) return {code: 'FUNCTION_NOT_SUPPORTED'}
  if (application === undefined) {
    return name === 'C_Initialize' ? initialize(context, input) : {code: 'CRYPTOKI_NOT_INITIALIZED'}
  }
  const run = found.prepare(input)
  try {
    return await context.attempt(async () => {
      const sessionObjects = new SessionObjects(context, application)
      const outcome = await run({context: sessionObjects.context, application, sessionObjects})
      await application.save()
      return outcome
    })
  } catch (error) {
    const refusal = refusalOf(error)
    application.reset()
    if (refusal.ends !== undefined) application.endOperation(refusal.ends.session, refusal.ends.kind)
    await application.save()
    return {code: refusal.code, output: refusal.output}
  }
}

async function initialize(context: OperationContext, input: Uint8Array): Promise<FunctionResult> {
  const {encodingVersion: announced} = decodeParameters(generalSignatures.C_Initialize.input, input)
  if (announced !== encodingVersion) {
    throw new CodecError(`Version ${announced} of the encoding is not known, ${encodingVersion} is`)
  }
  const application = await Application.begin(context)
  await application.save()
  return {code: 'OK', correlationValue: application.correlationValue}
}
