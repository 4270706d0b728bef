import type {Call} from './pkcs11-function.ts'
import {refusalOf, wrongData, type CodesByReason} from './refusal.ts'

/** Why KMIP refuses to make an object. */
const makingCodes: CodesByReason = {
  ...wrongData('TEMPLATE_INCONSISTENT'),
  InvalidAttribute: 'TEMPLATE_INCONSISTENT',
  InvalidAttributeValue: 'ATTRIBUTE_VALUE_INVALID',
  AttributeReadOnly: 'ATTRIBUTE_READ_ONLY',
  FeatureNotSupported: 'TEMPLATE_INCONSISTENT',
  NonUniqueNameAttribute: 'ATTRIBUTE_VALUE_INVALID',
}

/** Makes one object in a session, or in the scope. */
export function making<T>(call: Call, session: number | undefined, work: () => Promise<T>): Promise<T> {
  return call.sessionObjects.placing(
    () => session,
    () => madeOrRefused(work),
  )
}

/** Does what makes objects, and refuses in the words of templates. */
export async function madeOrRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw refusalOf(error, makingCodes)
  }
}
