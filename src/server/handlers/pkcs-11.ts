import {KmipError} from '../../kmip/error.ts'
import {PKCS_11} from '../../kmip/operations/pkcs-11.ts'
import type {Pkcs11Function} from '../../kmip/operations/pkcs-11-function.ts'
import {handler} from '../handler.ts'
import {callFunction} from '../pkcs11/call-function.ts'
import type {FunctionName} from '../pkcs11/functions/index.ts'
import {interfaceName} from '../pkcs11/token.ts'

/** KMIP 2.1 section 6.1.37. What a function returns other than CKR_OK is an answer, not a failure. */
export const pkcs11 = handler(PKCS_11, async (context, request) => {
  const {pkcs11Interface, pkcs11Function, correlationValue, pkcs11InputParameters} = request
  if (pkcs11Interface !== undefined && pkcs11Interface !== interfaceName) {
    throw new KmipError(
      'PKCS_11InvalidInterface',
      `There is no PKCS#11 interface ${pkcs11Interface}, ${interfaceName} is the one of this server`,
    )
  }
  const name = standardFunction(pkcs11Function)
  const input = pkcs11InputParameters ?? new Uint8Array(0)
  const result = await callFunction(context, {name, correlationValue, input})
  return {
    pkcs11Interface,
    pkcs11Function,
    correlationValue: result.correlationValue,
    pkcs11OutputParameters: result.output,
    pkcs11ReturnCode: result.code,
  }
})

function standardFunction(named: Pkcs11Function): FunctionName {
  if (typeof named === 'string') return named
  const number = typeof named === 'number' ? named : named.vendorFunction
  throw new KmipError('PKCS_11InvalidFunction', `The PKCS#11 interface has no function ${number}`)
}
