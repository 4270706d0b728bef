import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {field} from '../schema/field.ts'
import {anyValue, expectType, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import type {ValueType} from '../schema/value-type.ts'
import {Tag} from '../spec/tags.ts'

const named = structure('Server Information', {
  serverName: field(Tag.ServerName, text).optional().since('2.0'),
  serverSerialNumber: field(Tag.ServerSerialNumber, text).optional().since('2.0'),
  serverVersion: field(Tag.ServerVersion, text).optional().since('2.0'),
  serverLoad: field(Tag.ServerLoad, text).optional().since('2.0'),
  productName: field(Tag.ProductName, text).optional().since('2.0'),
  buildLevel: field(Tag.BuildLevel, text).optional().since('2.0'),
  buildDate: field(Tag.BuildDate, text).optional().since('2.0'),
  clusterInfo: field(Tag.ClusterInfo, text).optional().since('2.0'),
  alternateFailoverEndpoints: field(Tag.AlternateFailoverEndpoints, text).repeated().since('2.0'),
})
const namedTags = new Set(Object.values(named.fields).flatMap((member) => member.tags))

/** The fields that 2.x names, and whatever else the vendor sends: in 1.x all of it. */
export type ServerInformation = Infer<typeof named> & {readonly vendorItems?: readonly TtlvNode[] | undefined}

/** KMIP 1.4 section 4.25, 2.1 section 7.37. */
export const ServerInformation: ValueType<ServerInformation> = {
  description: named.description,
  decode(node) {
    const items = expectType(node, ItemType.Structure).value
    const vendorItems = items.filter((item) => !namedTags.has(item.tag))
    return {...named.decodeItems(items), ...(vendorItems.length === 0 ? {} : {vendorItems})}
  },
  encode(tag, {vendorItems = [], ...value}, version) {
    const others = vendorItems.flatMap((item) => anyValue.encode(item.tag, item, version) ?? [])
    return {tag, type: ItemType.Structure, value: [...named.encodeItems(value, version), ...others]}
  },
}
