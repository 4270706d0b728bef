import {signatureScheme} from '../../crypto/signature/signature.ts'
import {KmipError} from '../../kmip/error.ts'
import {Sign} from '../../kmip/operations/sign.ts'
import {handler} from '../handler.ts'
import {signatureStep} from '../objects/signature-request.ts'

const use = {name: 'Sign', mask: 'Sign', protects: true} as const

/** KMIP 1.4 section 4.31, 2.1 section 6.1.55. */
export const sign = handler(Sign, async (context, request) => {
  const {object, key, parameters, stream, input} = await signatureStep(context, request, use)
  if (object.type !== 'PrivateKey') {
    throw new KmipError('InvalidObjectType', `Object ${object.id} is a ${object.type}, Sign needs a Private Key`)
  }
  // In the first of several requests too, so that parameters that make no signature are refused at once.
  const scheme = signatureScheme(key, parameters)
  if (input === undefined) return {uniqueIdentifier: object.id, correlationValue: stream.correlationValue}
  return {uniqueIdentifier: object.id, signatureData: scheme.sign(key, input)}
})
