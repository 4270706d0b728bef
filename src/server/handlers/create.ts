import type {RandomSource} from '../../crypto/random.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'
import {Create} from '../../kmip/operations/create.ts'
import {handler} from '../handler.ts'
import {completeAttributes, requestedAttributes} from '../objects/creation/creation.ts'
import {newSecretData, newSymmetricKey} from '../objects/creation/generated-value.ts'
import {inRequestedFormat} from '../objects/creation/generated-content.ts'
import {chooseStorage} from '../objects/creation/protection-storage.ts'
import {describeContent} from '../objects/creation/registration.ts'
import {newServerObject} from '../objects/server-object.ts'
import {addDefaults} from '../rules/object-defaults.ts'

type Maker = (attributes: AttributeSet, random: RandomSource) => ManagedObject

/** The types of which Create makes objects. */
const makers = {SecretData: newSecretData, SymmetricKey: newSymmetricKey} as const satisfies Record<string, Maker>

/** KMIP 1.4 section 4.1, 2.1 section 6.1.8. */
export const create = handler(
  Create,
  async (context, request) => {
    const type = creatable(request.objectType)
    const attributes = await requestedAttributes(context, request.attributes, type)
    await addDefaults(context, attributes, type)
    chooseStorage(context, attributes, request.protectionStorageMasks)
    const content = inRequestedFormat(attributes, makers[type](attributes, context.entropy.bytes), describeContent)
    const id = await completeAttributes(context, attributes, {type, generated: true})
    await context.objects.insert(newServerObject(id, attributes, content))
    context.placeholder = id
    return {objectType: type, uniqueIdentifier: id}
  },
  {writes: true},
)

function creatable(type: string | number): keyof typeof makers {
  if (type === 'SymmetricKey' || type === 'SecretData') return type
  throw new KmipError('InvalidObjectType', `Create makes ${Object.keys(makers).join(' and ')}, not ${type}`)
}
