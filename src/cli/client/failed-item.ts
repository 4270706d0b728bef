import {OperationFailedError} from '../../client/operation-failed-error.ts'
import {UnexpectedResponseError} from '../../client/unexpected-response-error.ts'
import type {KmipctlError} from '../../errors.ts'
import {decodeResponse, type ResponseMessage} from '../../kmip/message/message.ts'
import {DecodeError} from '../../kmip/schema/decode-error.ts'
import type {TtlvNode} from '../../ttlv/node.ts'

/** The first batch item of an answer that did not succeed, or what is wrong with an answer that KMIP does not know. */
export function failureIn(answer: TtlvNode): KmipctlError | undefined {
  const response = decoded(answer)
  if (response instanceof UnexpectedResponseError) return response
  const failed = response.batchItems?.find(({resultStatus}) => resultStatus !== 'Success')
  return failed === undefined ? undefined : new OperationFailedError(failed, response.header)
}

function decoded(answer: TtlvNode): ResponseMessage | UnexpectedResponseError {
  try {
    return decodeResponse(answer)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const {message, path} = error
    return new UnexpectedResponseError(`Response is not what KMIP defines: ${message}`, {path, cause: error})
  }
}
