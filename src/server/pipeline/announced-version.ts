import {child, ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {versionOf, type ProtocolVersion, type Version} from '../../kmip/spec/version.ts'

/**
 * The version in which to answer a message that may be nonsense: the one its header announces when the server speaks
 * it, else the newest that the server speaks of the same major version, else the newest of all. A peer that announces
 * nothing is answered in the newest 1.x, which the oldest clients read best. `supported` is newest first.
 */
export function announcedVersion(node: TtlvNode | undefined, supported: readonly Version[]): Version {
  const [newest = '1.0'] = supported
  const numbers = (node === undefined ? undefined : announcedNumbers(node)) ?? {major: 1, minor: 4}
  const version = versionOf(numbers)
  if (version !== undefined && supported.includes(version)) return version
  return supported.find((candidate) => candidate.startsWith(`${numbers.major}.`)) ?? newest
}

/** What the header of a request says; undefined when it says nothing of the kind. */
export function announcedNumbers(node: TtlvNode): ProtocolVersion | undefined {
  const header = child(node, Tag.RequestHeader)
  const protocol = header === undefined ? undefined : child(header, Tag.ProtocolVersion)
  if (protocol === undefined) return undefined
  const major = integerOf(protocol, Tag.ProtocolVersionMajor)
  const minor = integerOf(protocol, Tag.ProtocolVersionMinor)
  return major === undefined || minor === undefined ? undefined : {major, minor}
}

function integerOf(node: TtlvNode, tag: number): number | undefined {
  const found = child(node, tag)
  return found?.type === ItemType.Integer ? found.value : undefined
}
