import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {bytes, enumeration, text} from '../schema/scalars.ts'
import {PKCS_11ReturnCode} from '../spec/pkcs11.ts'
import {Tag} from '../spec/tags.ts'
import {pkcs11Function} from './pkcs-11-function.ts'

/** KMIP 2.1 section 6.1.37. */
export const PKCS_11 = operation('PKCS_11', {
  since: '2.0',
  request: {
    pkcs11Interface: field(Tag.PKCS_11Interface, text).optional(),
    pkcs11Function: field(Tag.PKCS_11Function, pkcs11Function),
    correlationValue: field(Tag.CorrelationValue, bytes).optional(),
    pkcs11InputParameters: field(Tag.PKCS_11InputParameters, bytes).optional(),
  },
  response: {
    pkcs11Interface: field(Tag.PKCS_11Interface, text).optional(),
    pkcs11Function: field(Tag.PKCS_11Function, pkcs11Function),
    correlationValue: field(Tag.CorrelationValue, bytes).optional(),
    pkcs11OutputParameters: field(Tag.PKCS_11OutputParameters, bytes).optional(),
    pkcs11ReturnCode: field(Tag.PKCS_11ReturnCode, enumeration(PKCS_11ReturnCode)),
  },
})
