import {mac, type MacParameters} from '../../crypto/mac.ts'
import type {MAC} from '../../kmip/operations/mac.ts'
import type {OperationName, RequestOf} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'
import type {Use} from '../lifecycle/usage.ts'
import {sentData} from './cipher-request.ts'
import type {StreamOpening} from './gathered-stream.ts'
import {keyedStream, type KeyedStream} from './keyed-stream.ts'
import {secretBytesOf} from '../objects/key-material.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {spend} from './spending.ts'

/** What MAC and MAC Verify requests have in common. */
export type MacRequest = Pick<
  RequestOf<typeof MAC>,
  'uniqueIdentifier' | 'cryptographicParameters' | 'data' | 'correlationValue' | 'initIndicator' | 'finalIndicator'
>

/** What the last request works with. */
export interface WholeMessage {
  readonly key: Uint8Array
  readonly parameters: MacParameters
  readonly parts: readonly Uint8Array[]
}

export interface MacStep extends KeyedStream {
  /** Undefined while more is to come. */
  readonly whole: WholeMessage | undefined
}

/** Takes the data of one request in. `kept` is what a first request says beyond key and parameters. */
export async function macStep(
  context: OperationContext,
  request: MacRequest,
  use: Use & {readonly name: OperationName},
  kept: Pick<StreamOpening, 'macData'> = {},
): Promise<MacStep> {
  const {object, stream, opening} = await keyedStream(context, request, use, kept)
  const key = secretBytesOf(object)
  const data = sentData(request)
  await spend(context, object, use, {byteCount: data?.length ?? 0, first: stream.opening === undefined})
  const parts = await stream.take(data, opening)
  const parameters = parametersOf(object, opening)
  if (parts !== undefined) return {object, stream, opening, whole: {key, parameters, parts}}
  // Parameters that can make no MAC are refused now, not when all of the data is there.
  mac(key, parameters, [])
  return {object, stream, opening, whole: undefined}
}

function parametersOf({attributes}: ServerObject, {cryptographicParameters = {}}: StreamOpening): MacParameters {
  return {
    keyAlgorithm: attributes.get('CryptographicAlgorithm'),
    algorithm: cryptographicParameters.cryptographicAlgorithm,
    mode: cryptographicParameters.blockCipherMode,
    hash: cryptographicParameters.hashingAlgorithm,
  }
}
