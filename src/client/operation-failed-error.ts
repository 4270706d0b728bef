import {ExitCode, KmipctlError} from '../errors.ts'
import type {ResponseBatchItem} from '../kmip/message/batch-item.ts'
import {Operation, ResultReason} from '../kmip/spec/enumerations.ts'
import {reasonMeanings} from '../kmip/spec/reason-meanings.ts'
import {versionOf, type Version} from '../kmip/spec/version.ts'
import type {ResponseHeader} from '../kmip/message/header.ts'
import {plainText} from '../transport/plain-text.ts'

/** The server understood the request and answered with another status than Success. */
export class OperationFailedError extends KmipctlError {
  /** Undefined when the server refused the whole message. A number for operations without a name. */
  readonly operation: ResponseBatchItem['operation']
  readonly resultStatus: ResponseBatchItem['resultStatus']
  /** A name, or a number when KMIP has none for it. */
  readonly resultReason: ResponseBatchItem['resultReason']
  /** As the server sent it. */
  readonly resultMessage: string | undefined
  /** Present with the status OperationPending: Poll asks for the result under it. */
  readonly asynchronousCorrelationValue: Uint8Array | undefined
  /** The version in the header of the response. */
  readonly answeredVersion: Version | undefined

  constructor(
    item: ResponseBatchItem,
    header: ResponseHeader,
    operation: ResponseBatchItem['operation'] = item.operation,
  ) {
    super(code(item), describe(item, operation), ExitCode.operationFailed, {hint: hint(item)})
    this.operation = operation
    this.resultStatus = item.resultStatus
    this.resultReason = item.resultReason
    this.resultMessage = item.resultMessage
    this.asynchronousCorrelationValue = item.asynchronousCorrelationValue
    this.answeredVersion = versionOf(header.protocolVersion)
  }
}

function code({resultReason, resultStatus}: ResponseBatchItem): string {
  return `KMIP_${hexadecimal(resultReason ?? resultStatus)}`
}

function describe(item: ResponseBatchItem, operation: ResponseBatchItem['operation']): string {
  const what = operation === undefined ? 'the request' : specName(Operation, operation)
  if (item.resultStatus === 'OperationPending') return `Server has accepted ${what}, but will give the result later`
  const verb = item.resultStatus === 'OperationUndone' ? 'undid' : 'refused'
  const reason = item.resultReason === undefined ? '' : `: ${specName(ResultReason, item.resultReason)}`
  const text = plainText(item.resultMessage ?? '').replace(/\.$/, '') || meaning(item.resultReason)
  return `Server ${verb} ${what}${reason}${text === '' ? '' : ` (${text})`}`
}

function meaning(reason: ResponseBatchItem['resultReason']): string {
  return typeof reason === 'string' ? reasonMeanings[reason] : ''
}

function hint({resultReason, resultStatus}: ResponseBatchItem): string | undefined {
  if (resultStatus === 'OperationPending') return 'Ask for it with Poll and the asynchronous correlation value'
  if (resultReason === 'UnsupportedProtocolVersion') return 'Choose another version with --kmip-version, or auto'
  if (resultReason === 'AuthenticationNotSuccessful')
    return 'Check the client certificate, and the user name if one is set'
  return undefined
}

function specName(table: {specName(name: string): string | undefined}, value: string | number): string {
  return typeof value === 'number' ? hexadecimal(value) : (table.specName(value) ?? value)
}

function hexadecimal(value: string | number): string {
  return typeof value === 'number' ? `0x${value.toString(16).padStart(8, '0')}` : value
}
