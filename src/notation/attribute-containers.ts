import {Tag} from '../kmip/spec/tags.ts'

/** The 2.x structure that holds tagged attributes, by itself and by what stands in its place in 1.x. */
const containers: ReadonlyMap<number, number> = new Map([
  [Tag.Attributes, Tag.Attributes],
  [Tag.TemplateAttribute, Tag.Attributes],
  [Tag.CommonAttributes, Tag.CommonAttributes],
  [Tag.CommonTemplateAttribute, Tag.CommonAttributes],
  [Tag.PrivateKeyAttributes, Tag.PrivateKeyAttributes],
  [Tag.PrivateKeyTemplateAttribute, Tag.PrivateKeyAttributes],
  [Tag.PublicKeyAttributes, Tag.PublicKeyAttributes],
  [Tag.PublicKeyTemplateAttribute, Tag.PublicKeyAttributes],
  [Tag.NewAttribute, Tag.NewAttribute],
  [Tag.CurrentAttribute, Tag.CurrentAttribute],
])

/** The tag under which attributes are kept by name; undefined for tags that hold none. */
export function attributeContainer(tag: number): number | undefined {
  return containers.get(tag)
}
