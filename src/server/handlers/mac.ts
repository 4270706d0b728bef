import {mac as macOf} from '../../crypto/mac.ts'
import {MAC} from '../../kmip/operations/mac.ts'
import {handler} from '../handler.ts'
import {macStep} from '../cryptography/mac-request.ts'

const use = {name: 'MAC', mask: 'MACGenerate', protects: true} as const

/** KMIP 1.4 section 4.33, 2.1 section 6.1.32. */
export const mac = handler(MAC, async (context, request) => {
  const {object, stream, whole} = await macStep(context, request, use)
  if (whole === undefined) return {uniqueIdentifier: object.id, correlationValue: stream.correlationValue}
  return {uniqueIdentifier: object.id, macData: macOf(whole.key, whole.parameters, whole.parts)}
})
