import type {OperationName} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'
import {beginUse, type Use} from '../lifecycle/usage.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {gatheredStream, type GatheredRequest, type GatheredStream, type StreamOpening} from './gathered-stream.ts'

/** A request whose data may come in parts, with the key that it is for. */
export interface KeyedStream {
  readonly object: ServerObject
  readonly stream: GatheredStream
  readonly opening: StreamOpening
}

/**
 * Finds the stream and the key of a request and checks that the key may be used so now. The parameters are those of the
 * request, else those of the key with the lowest index; `kept` is what a first request says beyond them. KMIP 1.4
 * section 4.
 */
export async function keyedStream(
  context: OperationContext,
  request: GatheredRequest,
  use: Use & {readonly name: OperationName},
  kept: Partial<StreamOpening>,
): Promise<KeyedStream> {
  const stream = await gatheredStream(context, request, use.name)
  const object = await context.target(stream.reference)
  beginUse(context, object, use)
  const opening = stream.opening ?? {
    ...kept,
    uniqueIdentifier: object.id,
    cryptographicParameters: request.cryptographicParameters ?? object.attributes.get('CryptographicParameters'),
  }
  return {object, stream, opening}
}
