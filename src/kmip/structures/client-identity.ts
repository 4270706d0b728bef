import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import type {OperationName} from '../schema/operation.ts'
import {Operation} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import type {ExtensionInformation} from './extension-information.ts'

/** A Query Function of ours: who the server takes the client for. KMIP leaves the values from 0x80000000 to vendors. */
export const queryClientIdentity = 0x80000c1d

/** Tags of what the Server Information then holds; KMIP leaves those from 0x540000 to vendors. */
const tags = {scope: 0x540c01, role: 0x540c02, operation: 0x540c03} as const

const extension = (extensionName: string, extensionTag: number, extensionType: 'TextString' | 'Enumeration') => ({
  extensionName,
  extensionTag,
  extensionType,
  extensionParentStructureTag: Tag.ServerInformation,
})

/** What these tags are called, for the Query Functions that ask for extensions. KMIP 1.4 section 2.1.9, 2.1 section 7.13. */
export const clientIdentityExtensions: readonly ExtensionInformation[] = [
  extension('Client Scope', tags.scope, 'TextString'),
  extension('Client Role', tags.role, 'TextString'),
  extension('Client Operation', tags.operation, 'Enumeration'),
]

/** Who a server of ours takes a client for. */
export interface ClientIdentity {
  readonly scope: string
  readonly role: string
  /** What the role allows of what the server can do. */
  readonly operations: readonly OperationName[]
}

/** The items of Server Information that tell it. */
export function clientIdentityItems({scope, role, operations}: ClientIdentity): readonly TtlvNode[] {
  return [
    {tag: tags.scope, type: ItemType.TextString, value: scope},
    {tag: tags.role, type: ItemType.TextString, value: role},
    ...operations.map((name): TtlvNode => {
      return {tag: tags.operation, type: ItemType.Enumeration, value: Operation.valueOf(name) ?? 0}
    }),
  ]
}

/** What such items tell; undefined when they do not. */
export function readClientIdentity(items: readonly TtlvNode[]): ClientIdentity | undefined {
  const [scope, role] = [tags.scope, tags.role].map((tag) => {
    const item = items.find((candidate) => candidate.tag === tag)
    return item?.type === ItemType.TextString ? item.value : undefined
  })
  if (scope === undefined || role === undefined) return undefined
  const operations = items.flatMap((item) => {
    const name =
      item.tag === tags.operation && item.type === ItemType.Enumeration ? Operation.nameOf(item.value) : undefined
    return name === undefined ? [] : [name]
  })
  return {scope, role, operations}
}
