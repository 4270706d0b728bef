import {KmipError, type ResultReasonName} from '../../kmip/error.ts'
import {ResultReason} from '../../kmip/spec/enumerations.ts'
import type {Version} from '../../kmip/spec/version.ts'
import {TtlvError} from '../../ttlv/error.ts'
import {StorageError} from '../../errors.ts'

export interface FailureResult {
  readonly reason: ResultReasonName
  readonly message: string
}

/** Receives what the peer must not see, and gives the identifier under which it stands in the log. */
export type ReportInternalError = (error: unknown) => string

/** Reasons of later versions and what older ones say instead. */
const older: Readonly<Partial<Record<ResultReasonName, ResultReasonName>>> = {
  AttributeInstanceNotFound: 'ItemNotFound',
  AttributeNotFound: 'ItemNotFound',
  AttributeReadOnly: 'PermissionDenied',
  AttributeSingleValued: 'IllegalOperation',
  BadCryptographicParameters: 'InvalidField',
  EncodingOptionError: 'InvalidField',
  IncompatibleCryptographicUsageMask: 'PermissionDenied',
  InvalidAttributeValue: 'InvalidField',
  InvalidCorrelationValue: 'ItemNotFound',
  InvalidObjectType: 'IllegalOperation',
  KeyValueNotPresent: 'IllegalOperation',
  KeyWrapTypeNotSupported: 'FeatureNotSupported',
  NonUniqueNameAttribute: 'InvalidField',
  NotExtractable: 'PermissionDenied',
  ObjectAlreadyExists: 'InvalidField',
  ObjectDestroyed: 'PermissionDenied',
  Sensitive: 'PermissionDenied',
  UnsupportedCryptographicParameters: 'InvalidField',
  UnsupportedProtocolVersion: 'InvalidMessage',
  UsageLimitExceeded: 'PermissionDenied',
  WrappingObjectDestroyed: 'PermissionDenied',
  WrappingObjectNotFound: 'ItemNotFound',
  WrongKeyLifecycleState: 'PermissionDenied',
}

/** The nearest reason that the version of the request knows. */
export function reasonIn(reason: ResultReasonName, version: Version): ResultReasonName {
  if (ResultReason.knownIn(reason, version)) return reason
  const fallback = older[reason]
  return fallback !== undefined && ResultReason.knownIn(fallback, version) ? fallback : 'GeneralFailure'
}

/**
 * The one place where an error becomes a Result Reason and a Result Message. What KMIP has no name for is a General
 * Failure with the identifier of the log line that tells all.
 */
export function toFailure(error: unknown, version: Version, report: ReportInternalError): FailureResult {
  if (error instanceof KmipError) return {reason: reasonIn(error.reason, version), message: error.message}
  if (error instanceof TtlvError) return {reason: 'InvalidMessage', message: error.message}
  if (error instanceof StorageError && error.storageCode === 'FULL') {
    return {reason: 'GeneralFailure', message: `The server's storage is full (log ${report(error)})`}
  }
  return {reason: 'GeneralFailure', message: `Internal error (log ${report(error)})`}
}
