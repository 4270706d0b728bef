import {KmipError} from '../../kmip/error.ts'
import {Create} from '../../kmip/operations/create.ts'
import {generateSymmetricKey} from '../../crypto/key-generation.ts'
import {handler} from '../handler.ts'
import {completeAttributes, requestedAttributes} from '../objects/creation.ts'
import {newServerObject} from '../objects/server-object.ts'
import {describeKeyValue} from '../objects/key-value-attributes.ts'

/** KMIP 1.4 section 4.1, 2.1 section 6.1.8. */
export const create = handler(
  Create,
  async (context, request) => {
    if (request.objectType !== 'SymmetricKey') {
      throw new KmipError('InvalidField', `Create makes Symmetric Keys, not ${request.objectType}`)
    }
    const attributes = await requestedAttributes(context, request.attributes, 'SymmetricKey')
    const algorithm = attributes.get('CryptographicAlgorithm')
    const length = attributes.get('CryptographicLength')
    if (algorithm === undefined) throw new KmipError('InvalidField', 'Create needs a Cryptographic Algorithm')
    if (length === undefined) throw new KmipError('InvalidField', 'Create needs a Cryptographic Length')
    const keyMaterial = generateSymmetricKey(algorithm, length, context.entropy.bytes)
    const keyBlock = {
      keyFormatType: 'Raw',
      keyValue: {kind: 'plain', keyMaterial},
      cryptographicAlgorithm: algorithm,
      cryptographicLength: length,
    } as const
    describeKeyValue(attributes, keyBlock)
    const id = await completeAttributes(context, attributes, {type: 'SymmetricKey', generated: true})
    await context.objects.insert(newServerObject(id, attributes, {type: 'SymmetricKey', value: {keyBlock}}))
    context.placeholder = id
    return {objectType: 'SymmetricKey' as const, uniqueIdentifier: id}
  },
  {writes: true},
)
