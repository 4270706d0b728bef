import type {AttributeSet, AttributeValue} from '../../kmip/attributes/attribute-set.ts'

export type LinkType = AttributeValue<'Link'>['linkType']

interface Linked {
  readonly attributes: AttributeSet
}

/** The only Link of a type from now on. KMIP 1.4 section 3.35. */
export function setLink({attributes}: Linked, linkType: LinkType, id: string): void {
  for (const {index, value} of attributes.instances('Link'))
    if (value.linkType === linkType) attributes.delete('Link', index)
  attributes.add('Link', {linkType, linkedObjectIdentifier: id})
}

/** Another Link of a type, unless there is the same already. */
export function addLink(object: Linked, linkType: LinkType, id: string): void {
  if (!linkedIds(object, linkType).includes(id)) object.attributes.add('Link', {linkType, linkedObjectIdentifier: id})
}

/** Removes the Links of a type that lead to one object. */
export function removeLink({attributes}: Linked, linkType: LinkType, id: string): void {
  for (const {index, value} of attributes.instances('Link'))
    if (value.linkType === linkType && value.linkedObjectIdentifier === id) attributes.delete('Link', index)
}

/** The identifiers that the Links of a type give, in their order. */
export function linkedIds({attributes}: Linked, linkType: LinkType): readonly string[] {
  const links = attributes.all('Link').filter((candidate) => candidate.linkType === linkType)
  return links.flatMap(({linkedObjectIdentifier: id}) => (typeof id === 'string' ? [id] : []))
}

/** The identifier that the first Link of a type gives; undefined when there is none. */
export function linkedId({attributes}: Linked, linkType: LinkType): string | undefined {
  const link = attributes.all('Link').find((candidate) => candidate.linkType === linkType)
  return typeof link?.linkedObjectIdentifier === 'string' ? link.linkedObjectIdentifier : undefined
}
