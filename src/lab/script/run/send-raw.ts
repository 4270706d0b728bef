import {resolve} from 'node:path'
import {ConnectionLostError} from '../../../transport/connection-lost-error.ts'
import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
import {fixMessage} from '../../raw/fix-message.ts'
import {readRawMessages} from '../../raw/raw-messages.ts'
import {readBinary} from '../../../ttlv/binary-reader.ts'
import {type Answer, closedAnswer, readWholeAnswer} from '../answer/answer.ts'
import type {RawStep} from '../model.ts'
import {ScriptError} from '../place.ts'
import {type RunContext, signalOf} from './context.ts'

/** Sends a message as it is. The server may answer by closing the connection. Rejects as clients do. */
export async function sendRaw(step: RawStep, context: RunContext): Promise<Answer> {
  const {host, script, variables} = context
  const client = await host.client(step.as === undefined ? undefined : variables.text(step.as), script)
  const message = await rawBytes(step, context)
  const bytes = step.message.fix ? fixMessage(message, undefined, await client.version()) : message
  try {
    const answer = await client.sendBytes(bytes, {signal: signalOf(context)})
    return readWholeAnswer(readBinary(answer, {vocabulary: kmipVocabulary}))
  } catch (error) {
    if (error instanceof ConnectionLostError && step.expect.status !== 'success') return closedAnswer
    throw error
  }
}

async function rawBytes(
  {message: {source}, place}: RawStep,
  {host, script, variables}: RunContext,
): Promise<Uint8Array> {
  const input =
    'file' in source
      ? await host.readFile(resolve(script.folder, variables.text(source.file)))
      : Buffer.from(variables.text(source.text))
  const {messages} = readRawMessages(input, 'file' in source ? undefined : source.encoding)
  const [first, second] = messages
  if (first !== undefined && second === undefined) return first
  throw new ScriptError(place, `"send" holds ${messages.length} messages`, {
    hint: 'Give each of them a step of its own',
  })
}
