import {child, ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {versionOf, type Version} from '../../kmip/spec/version.ts'

/**
 * The version in which to answer a message that may be nonsense: the one its header announces when the server speaks
 * it, else the newest that the server speaks of the same major version, else the newest of all. `supported` is newest
 * first.
 */
export function announcedVersion(node: TtlvNode | undefined, supported: readonly Version[]): Version {
  const [newest = '1.0'] = supported
  const header = node === undefined ? undefined : child(node, Tag.RequestHeader)
  const protocol = header === undefined ? undefined : child(header, Tag.ProtocolVersion)
  if (protocol === undefined) return newest
  const major = integerOf(protocol, Tag.ProtocolVersionMajor)
  const minor = integerOf(protocol, Tag.ProtocolVersionMinor)
  const version = versionOf({major, minor})
  if (version !== undefined && supported.includes(version)) return version
  return supported.find((candidate) => candidate.startsWith(`${major}.`)) ?? newest
}

function integerOf(node: TtlvNode, tag: number): number {
  const found = child(node, tag)
  return found?.type === ItemType.Integer ? found.value : -1
}
