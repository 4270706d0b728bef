import {field} from '../schema/field.ts'
import {boolean, dateTime, enumeration, integer, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {AttestationType, BatchErrorContinuationOption} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {Authentication} from '../structures/authentication.ts'
import {Nonce} from '../structures/nonce.ts'
import {ProtocolVersion} from '../structures/protocol-version.ts'
import {bytes} from '../schema/scalars.ts'
import {asynchronousIndicator} from './asynchronous-indicator.ts'

/** KMIP 1.4 section 7.2, 2.1 section 8.2. */
export const RequestHeader = structure('Request Header', {
  protocolVersion: field(Tag.ProtocolVersion, ProtocolVersion),
  maximumResponseSize: field(Tag.MaximumResponseSize, integer).optional(),
  clientCorrelationValue: field(Tag.ClientCorrelationValue, text).optional().since('1.4'),
  serverCorrelationValue: field(Tag.ServerCorrelationValue, text).optional().since('1.4'),
  asynchronousIndicator: field(Tag.AsynchronousIndicator, asynchronousIndicator).optional(),
  attestationCapableIndicator: field(Tag.AttestationCapableIndicator, boolean).optional().since('1.2'),
  attestationTypes: field(Tag.AttestationType, enumeration(AttestationType)).repeated().since('1.2'),
  authentication: field(Tag.Authentication, Authentication).optional(),
  batchErrorContinuationOption: field(
    Tag.BatchErrorContinuationOption,
    enumeration(BatchErrorContinuationOption),
  ).optional(),
  batchOrderOption: field(Tag.BatchOrderOption, boolean).optional().until('2.1'),
  timeStamp: field(Tag.TimeStamp, dateTime).optional(),
  batchCount: field(Tag.BatchCount, integer).until('2.1'),
})
export type RequestHeader = Infer<typeof RequestHeader>

/** KMIP 1.4 section 7.2, 2.1 section 8.5. */
export const ResponseHeader = structure('Response Header', {
  protocolVersion: field(Tag.ProtocolVersion, ProtocolVersion),
  timeStamp: field(Tag.TimeStamp, dateTime),
  nonce: field(Tag.Nonce, Nonce).optional().since('1.2'),
  serverHashedPassword: field(Tag.ServerHashedPassword, bytes).optional().since('2.0'),
  attestationTypes: field(Tag.AttestationType, enumeration(AttestationType)).repeated().since('1.2'),
  clientCorrelationValue: field(Tag.ClientCorrelationValue, text).optional().since('1.4'),
  serverCorrelationValue: field(Tag.ServerCorrelationValue, text).optional().since('1.4'),
  batchCount: field(Tag.BatchCount, integer).until('2.1'),
})
export type ResponseHeader = Infer<typeof ResponseHeader>
