import {type CallOptions, KmipClient} from '../../src/client/kmip-client.ts'
import {OperationFailedError} from '../../src/client/operation-failed-error.ts'

/** What the server answers to an operation, or throws. */
export type Answer = (name: string, request: Readonly<Record<string, unknown>>, options: CallOptions) => unknown

/** A client whose server is a function. */
export function clientOf(answer: Answer): Pick<KmipClient, 'call'> {
  const client = new KmipClient({open: () => Promise.reject(new Error('There is no server'))})
  client.call = async (operation, request, options?: CallOptions) =>
    answer(operation.name, request, options ?? {}) as never
  return client
}

/** The operation is not supported. */
export function refusal(): OperationFailedError {
  const header = {protocolVersion: {major: 1, minor: 4}, timeStamp: new Date(0), batchCount: 1}
  return new OperationFailedError({resultStatus: 'OperationFailed', resultReason: 'OperationNotSupported'}, header)
}
