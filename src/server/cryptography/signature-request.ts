import type {KeyObject} from 'node:crypto'
import type {SignatureInput} from '../../crypto/signature/signature-scheme.ts'
import {KmipError} from '../../kmip/error.ts'
import type {Sign} from '../../kmip/operations/sign.ts'
import type {OperationName, RequestOf} from '../../kmip/schema/operation.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import type {OperationContext} from '../context.ts'
import type {Use} from '../lifecycle/usage.ts'
import {asymmetricKeyOf} from '../objects/asymmetric-material.ts'
import {sentData} from './cipher-request.ts'
import type {GatheredStream, StreamOpening} from './gathered-stream.ts'
import {keyedStream, type KeyedStream} from './keyed-stream.ts'
import {spend} from './spending.ts'
import {isStreaming} from './stream-request.ts'

/** What Sign and Signature Verify requests have in common. */
export type SignatureRequest = RequestOf<typeof Sign>

export interface SignatureStep extends KeyedStream {
  readonly key: KeyObject
  /** Those of the request, else those of the key with the lowest index. KMIP 1.4 section 4.31. */
  readonly parameters: CryptographicParameters
  /** Undefined while more is to come. */
  readonly input: SignatureInput | undefined
}

/** Takes the data of one request in. `kept` is what a first request says beyond key and parameters. */
export async function signatureStep(
  context: OperationContext,
  request: SignatureRequest,
  use: Use & {readonly name: OperationName},
  kept: Pick<StreamOpening, 'signatureData'> = {},
): Promise<SignatureStep> {
  const {object, stream, opening} = await keyedStream(context, request, use, kept)
  const key = asymmetricKeyOf(object)
  const data = sentData(request)
  const byteCount = (data ?? request.digestedData)?.length ?? 0
  await spend(context, object, use, {byteCount, first: stream.opening === undefined})
  const digest = digestedData(request)
  const input = digest ?? (await gathered(stream, data, opening))
  return {object, key, parameters: opening.cryptographicParameters ?? {}, stream, opening, input}
}

async function gathered(
  stream: GatheredStream,
  data: Uint8Array | undefined,
  opening: StreamOpening,
): Promise<SignatureInput | undefined> {
  const parts = await stream.take(data, opening)
  return parts === undefined ? undefined : {kind: 'data', parts}
}

/** KMIP 1.4 section 4.31: instead of the data, so all at once. */
function digestedData(request: SignatureRequest): SignatureInput | undefined {
  const {digestedData: digest, data} = request
  if (digest === undefined) return undefined
  if (data !== undefined)
    throw new KmipError('InvalidField', 'The request has Data and Digested Data, send one of them')
  if (isStreaming(request)) throw new KmipError('InvalidField', 'Digested Data cannot come in several parts')
  return {kind: 'digest', digest}
}
