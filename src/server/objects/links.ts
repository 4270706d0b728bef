import type {AttributeValue} from '../../kmip/attributes/attribute-set.ts'
import type {ServerObject} from './server-object.ts'

type LinkType = AttributeValue<'Link'>['linkType']

/** The only Link of a type from now on. KMIP 1.4 section 3.35. */
export function setLink({attributes}: Pick<ServerObject, 'attributes'>, linkType: LinkType, id: string): void {
  for (const {index, value} of attributes.instances('Link'))
    if (value.linkType === linkType) attributes.delete('Link', index)
  attributes.add('Link', {linkType, linkedObjectIdentifier: id})
}

/** The identifier that the first Link of a type gives; undefined when there is none. */
export function linkedId({attributes}: Pick<ServerObject, 'attributes'>, linkType: LinkType): string | undefined {
  const link = attributes.all('Link').find((candidate) => candidate.linkType === linkType)
  return typeof link?.linkedObjectIdentifier === 'string' ? link.linkedObjectIdentifier : undefined
}
