import {KmipError, type ResultReasonName} from '../../kmip/error.ts'
import {ResultReason} from '../../kmip/spec/enumerations.ts'
import {isBefore, type Version} from '../../kmip/spec/version.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'
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
  AttestationFailed: 'PermissionDenied',
  AttestationRequired: 'PermissionDenied',
  AttributeInstanceNotFound: 'ItemNotFound',
  AttributeNotFound: 'ItemNotFound',
  AttributeReadOnly: 'PermissionDenied',
  AttributeSingleValued: 'InvalidField',
  BadCryptographicParameters: 'InvalidField',
  BadPassword: 'InvalidField',
  CodecError: 'InvalidMessage',
  ConstraintViolation: 'PermissionDenied',
  EncodingOptionError: 'InvalidField',
  IncompatibleCryptographicUsageMask: 'PermissionDenied',
  InvalidAsynchronousCorrelationValue: 'ItemNotFound',
  InvalidAttribute: 'InvalidField',
  InvalidAttributeValue: 'InvalidField',
  InvalidCSR: 'InvalidField',
  InvalidCorrelationValue: 'ItemNotFound',
  InvalidObjectType: 'IllegalOperation',
  KeyValueNotPresent: 'IllegalOperation',
  KeyWrapTypeNotSupported: 'FeatureNotSupported',
  NonUniqueNameAttribute: 'InvalidField',
  NotExtractable: 'PermissionDenied',
  NumericRange: 'InvalidField',
  ObjectAlreadyExists: 'InvalidField',
  ObjectDestroyed: 'PermissionDenied',
  ObjectNotFound: 'ItemNotFound',
  Sensitive: 'PermissionDenied',
  ServerLimitExceeded: 'IndexOutOfBounds',
  UnknownMessageExtension: 'FeatureNotSupported',
  UnsupportedCryptographicParameters: 'FeatureNotSupported',
  UnsupportedProtocolVersion: 'InvalidMessage',
  UsageLimitExceeded: 'PermissionDenied',
  WrappingObjectArchived: 'ObjectArchived',
  WrappingObjectDestroyed: 'PermissionDenied',
  WrappingObjectNotFound: 'ItemNotFound',
  WrongKeyLifecycleState: 'PermissionDenied',
}

type Reasons = Readonly<Partial<Record<ResultReasonName, ResultReasonName>>>

/** Of operations that make objects: an incorrect attribute is also what a client may not set, an unknown object type. */
const making: Reasons = {AttributeReadOnly: 'InvalidField', InvalidObjectType: 'InvalidField'}

/** Where the 1.x error table of an operation says otherwise, KMIP 1.4 sections 11.2 to 11.41. */
const olderByOperation: Readonly<Partial<Record<OperationName, Reasons>>> = {
  AddAttribute: {
    AttributeSingleValued: 'IllegalOperation',
    InvalidAttribute: 'PermissionDenied',
    NonUniqueNameAttribute: 'IllegalOperation',
  },
  Certify: {InvalidObjectType: 'PermissionDenied'},
  Create: making,
  CreateKeyPair: making,
  CreateSplitKey: making,
  Decrypt: {InvalidObjectType: 'PermissionDenied'},
  DeriveKey: {
    ...making,
    IncompatibleCryptographicUsageMask: 'InvalidField',
    InvalidObjectType: 'InvalidField',
    MissingData: 'InvalidField',
    ObjectDestroyed: 'InvalidField',
    WrongKeyLifecycleState: 'InvalidField',
  },
  Encrypt: {InvalidObjectType: 'PermissionDenied'},
  Export: {KeyValueNotPresent: 'IllegalOperation', ObjectDestroyed: 'IllegalOperation'},
  GetUsageAllocation: {AttributeNotFound: 'IllegalOperation'},
  Get: {KeyValueNotPresent: 'IllegalOperation', ObjectDestroyed: 'IllegalOperation'},
  Import: making,
  JoinSplitKey: making,
  MAC: {InvalidObjectType: 'PermissionDenied'},
  MACVerify: {InvalidObjectType: 'PermissionDenied'},
  ModifyAttribute: {AttributeNotFound: 'InvalidField', NonUniqueNameAttribute: 'IllegalOperation'},
  ReCertify: {InvalidObjectType: 'PermissionDenied'},
  ReKey: {InvalidObjectType: 'PermissionDenied'},
  ReKeyKeyPair: {InvalidObjectType: 'PermissionDenied'},
  Register: making,
  Sign: {InvalidObjectType: 'PermissionDenied'},
  SignatureVerify: {InvalidObjectType: 'PermissionDenied'},
  Validate: {InvalidField: 'InvalidMessage', InvalidObjectType: 'InvalidMessage', ObjectDestroyed: 'InvalidMessage'},
}

/** What 2.x says instead of reasons that it has no longer. */
const newer: Reasons = {IllegalOperation: 'InvalidField', IndexOutOfBounds: 'ServerLimitExceeded'}

/** Of operations that take algorithms and lengths from attributes, which are incorrect then. */
const fromAttributes: Reasons = {
  BadCryptographicParameters: 'InvalidAttributeValue',
  UnsupportedCryptographicParameters: 'FeatureNotSupported',
}

/** Their tables have Usage Limit Exceeded too, but their text asks for this, and so do the official cases. */
const notAllocated: Reasons = {UsageLimitExceeded: 'PermissionDenied'}

/** Where the 2.x error table of an operation says otherwise, KMIP 2.1 section 6.1. */
const newerByOperation: Readonly<Partial<Record<OperationName, Reasons>>> = {
  AddAttribute: {AttributeReadOnly: 'ReadOnlyAttribute'},
  AdjustAttribute: {AttributeReadOnly: 'ReadOnlyAttribute', ObjectNotFound: 'ItemNotFound'},
  Certify: {ObjectNotFound: 'ItemNotFound'},
  Check: {InvalidObjectType: 'IllegalObjectType'},
  Create: fromAttributes,
  CreateKeyPair: fromAttributes,
  CreateSplitKey: {ObjectNotFound: 'ItemNotFound'},
  Encrypt: notAllocated,
  Export: {ItemNotFound: 'BadCryptographicParameters'},
  Get: {ItemNotFound: 'BadCryptographicParameters'},
  Hash: {BadCryptographicParameters: 'InvalidField', UnsupportedCryptographicParameters: 'FeatureNotSupported'},
  Import: fromAttributes,
  MAC: {UnsupportedCryptographicParameters: 'FeatureNotSupported'},
  MACVerify: {UnsupportedCryptographicParameters: 'FeatureNotSupported'},
  ReKey: fromAttributes,
  ReKeyKeyPair: fromAttributes,
  Register: fromAttributes,
  SetAttribute: {AttributeReadOnly: 'ReadOnlyAttribute'},
  Sign: notAllocated,
}

/** The nearest reason that the version of the request knows, for an operation where that matters. */
export function reasonIn(
  reason: ResultReasonName,
  version: Version,
  operation?: OperationName | number,
): ResultReasonName {
  const isOld = isBefore(version, '2.0')
  const special = isOld ? olderByOperation : newerByOperation
  const named = typeof operation === 'string' ? special[operation]?.[reason] : undefined
  if (named !== undefined) return named
  if (ResultReason.knownIn(reason, version)) return reason
  const fallback = (isOld ? older : newer)[reason]
  return fallback !== undefined && ResultReason.knownIn(fallback, version) ? fallback : 'GeneralFailure'
}

/**
 * The one place where an error becomes a Result Reason and a Result Message. What KMIP has no name for is an Internal
 * Server Error, to older clients a General Failure, with the identifier of the log line that tells all.
 */
export function toFailure(
  error: unknown,
  version: Version,
  report: ReportInternalError,
  operation?: OperationName | number,
): FailureResult {
  if (error instanceof KmipError) return {reason: reasonIn(error.reason, version, operation), message: error.message}
  if (error instanceof TtlvError) return {reason: reasonIn('CodecError', version), message: error.message}
  if (error instanceof StorageError && error.storageCode === 'FULL') {
    const reason = isBefore(version, '2.0') ? 'GeneralFailure' : 'ServerLimitExceeded'
    return {reason, message: `The server's storage is full (log ${report(error)})`}
  }
  return {reason: reasonIn('InternalServerError', version), message: `Internal error (log ${report(error)})`}
}
