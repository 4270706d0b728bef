import {verifyMac} from '../../crypto/mac.ts'
import {KmipError} from '../../kmip/error.ts'
import {MACVerify} from '../../kmip/operations/mac-verify.ts'
import {handler} from '../handler.ts'
import {macStep} from '../cryptography/mac-request.ts'

const use = {name: 'MACVerify', mask: 'MACVerify', protects: false} as const

/** KMIP 1.4 section 4.34, 2.1 section 6.1.33. A MAC that is wrong is an answer, not a failure. */
export const macVerify = handler(MACVerify, async (context, request) => {
  const {object, stream, opening, whole} = await macStep(context, request, use, {macData: request.macData})
  if (whole === undefined) {
    checkMacData(request.macData, opening.macData)
    return {uniqueIdentifier: object.id, correlationValue: stream.correlationValue}
  }
  const sent = request.macData ?? opening.macData
  if (sent === undefined) throw new KmipError('MissingData', 'No request of this verification has MAC Data')
  checkMacData(request.macData, opening.macData ?? request.macData)
  const valid = verifyMac(whole.key, whole.parameters, {parts: whole.parts, sent})
  return {uniqueIdentifier: object.id, validityIndicator: valid ? ('Valid' as const) : ('Invalid' as const)}
})

/** The first request or the last gives the MAC; another one in between would otherwise go unnoticed. */
function checkMacData(sent: Uint8Array | undefined, expected: Uint8Array | undefined): void {
  if (sent === undefined || (expected !== undefined && Buffer.compare(sent, expected) === 0)) return
  throw new KmipError('InvalidField', 'The MAC Data is not that with which the verification began')
}
