import {JoinSplitKey} from '../../kmip/operations/join-split-key.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {completeAttributes, requestedAttributes} from '../objects/creation/creation.ts'
import {chooseStorage} from '../objects/creation/protection-storage.ts'
import {completeKeyBlock, describeContent} from '../objects/creation/registration.ts'
import {newServerObject} from '../objects/server-object.ts'
import {inheritDisclosure, inheritFacts} from '../objects/split-keys/inheritance.ts'
import {joinedContent} from '../objects/split-keys/joined-content.ts'
import {joinedValue, keyPartOf, type KeyPart} from '../objects/split-keys/joined-value.ts'
import {addDefaults} from '../rules/object-defaults.ts'

/** KMIP 1.4 section 4.39, 2.1 section 6.1.27: the object of which Split Keys are parts; they stay as they are. */
export const joinSplitKey = handler(
  JoinSplitKey,
  async (context, request) => {
    const parts = await partsOf(context, request)
    const {bytes, keyFormatType} = joinedValue(parts)
    const content = joinedContent({keyFormatType, keyValue: {kind: 'plain', keyMaterial: bytes}}, request)
    const attributes = await requestedAttributes(context, request.attributes, content.type)
    chooseStorage(context, attributes, request.protectionStorageMasks)
    for (const {object} of parts) context.objects.used(object.id)
    const sources = parts.map(({object}) => object.attributes)
    for (const source of sources) inheritFacts(attributes, source, {type: content.type, replace: false})
    inheritDisclosure(attributes, sources)
    describeContent(attributes, content)
    await addDefaults(context, attributes, content.type)
    const id = await completeAttributes(context, attributes, {type: content.type, generated: false})
    await context.objects.insert(newServerObject(id, attributes, completeKeyBlock(content, attributes)))
    context.placeholder = id
    return {objectType: content.type, uniqueIdentifier: id}
  },
  {writes: true},
)

async function partsOf(
  context: OperationContext,
  {uniqueIdentifier: ids = []}: RequestOf<typeof JoinSplitKey>,
): Promise<KeyPart[]> {
  const parts: KeyPart[] = []
  for (const id of ids.length === 0 ? [undefined] : ids) parts.push(keyPartOf(await context.target(id)))
  return parts
}
