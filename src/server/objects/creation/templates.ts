import {AttributeSet, type AttributeKey} from '../../../kmip/attributes/attribute-set.ts'
import {definitionOf, isStandard} from '../../../kmip/attributes/lookup.ts'
import {appliesTo} from '../../../kmip/attributes/object-class.ts'
import {addLesser} from '../../../kmip/attributes/precedence.ts'
import {checkClientMaySetSomewhere, checkSingleInstance} from '../../../kmip/attributes/rules.ts'
import {conditionsOf, nameCondition} from '../../../kmip/attributes/search-key.ts'
import {KmipError} from '../../../kmip/error.ts'
import {encodeObject, type ManagedObjectType} from '../../../kmip/objects/managed-object.ts'
import type {OperationContext} from '../../context.ts'
import {contentOf, type ServerObject} from '../server-object.ts'

/**
 * Adds what templates say to the attributes of a new object: of several templates the last one counts most, and the
 * request more than all of them. What does not apply to the object's type is left out. KMIP 1.4 sections 2.2.6 and 4.
 */
export async function addTemplates(
  context: OperationContext,
  attributes: AttributeSet,
  {names, type}: {readonly names: readonly string[]; readonly type: ManagedObjectType},
): Promise<void> {
  for (const name of names.toReversed()) {
    const template = await templateContent(context, name)
    addLesser(
      attributes,
      template.pick((key) => !isStandard(key) || appliesTo(definitionOf(key), type)),
    )
  }
}

/** The attributes that the template of a name has for others; fails with Item Not Found. */
export async function templateContent(context: OperationContext, name: string): Promise<AttributeSet> {
  const {ids} = await context.objects.find({
    conditions: [nameCondition(name), ...conditionsOf(new AttributeSet().set('ObjectType', 'Template'))],
    limit: 1,
    offset: undefined,
    count: false,
  })
  const [id] = ids
  if (id === undefined) throw new KmipError('ItemNotFound', `There is no template ${name}`)
  const content = contentOf(await context.objects.load(id))
  if (content.type !== 'Template') throw new KmipError('ItemNotFound', `Object ${id} is not a template`)
  return content.value.attributes ?? new AttributeSet()
}

/**
 * Sets the attributes that a new template has because it holds them for others; fails for what clients can give to no
 * object, and for a Name, which is that of the template alone. KMIP 1.4 sections 2.2.6 and 11.4.
 */
export function describeTemplate(attributes: AttributeSet, content = new AttributeSet()): void {
  if (content.templateNames.length > 0 || content.has('Name')) {
    throw new KmipError('InvalidField', 'A Template holds no Name, give it beside the Template')
  }
  for (const key of content.keys()) checkClientMaySetSomewhere(key)
  checkSingleInstance(content)
  addLesser(attributes, content.pick(isTemplateAttribute))
}

/** Once an attribute of a template is changed: new objects get it as it is now. */
export function keepTemplateInStep(object: ServerObject, key: AttributeKey): void {
  if (object.type !== 'Template' || key === 'Name' || !isTemplateAttribute(key)) return
  const content = contentOf(object)
  if (content.type !== 'Template') return
  const attributes = content.value.attributes?.copy() ?? new AttributeSet()
  attributes.delete(key)
  for (const value of object.attributes.all(key)) attributes.add(key, value)
  object.material = encodeObject({type: 'Template', value: {attributes}})
}

function isTemplateAttribute(key: AttributeKey): boolean {
  return !isStandard(key) || appliesTo(definitionOf(key), 'Template')
}
