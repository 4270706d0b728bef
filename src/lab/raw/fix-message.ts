import {Tag} from '../../kmip/spec/tags.ts'
import {protocolVersionOf, type Version} from '../../kmip/spec/version.ts'
import {kmipVocabulary} from '../../kmip/spec/vocabulary.ts'
import {readBinary} from '../../ttlv/binary-reader.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import {ItemType, structureNode, type TtlvNode} from '../../ttlv/node.ts'
import {repairLengths} from './repair-lengths.ts'

/**
 * A request with what it lacks or has wrong put right: lengths of items, the Protocol Version, which becomes the given one
 * where one is given and is added where there is none, and the Batch Count.
 *
 * @throws TtlvError when the bytes are no TTLV even with other lengths
 */
export function fixMessage(bytes: Uint8Array, version: Version | undefined, usual: Version): Uint8Array {
  const node = readBinary(repairLengths(bytes), {vocabulary: kmipVocabulary})
  return writeBinary(fixRequest(node, version, usual))
}

function fixRequest(message: TtlvNode, version: Version | undefined, usual: Version): TtlvNode {
  if (message.tag !== Tag.RequestMessage || message.type !== ItemType.Structure) return message
  const header = message.value.find(({tag}) => tag === Tag.RequestHeader)
  const rest = message.value.filter(({tag}) => tag !== Tag.RequestHeader)
  const batchCount = rest.filter(({tag}) => tag === Tag.BatchItem).length
  const fields = header?.type === ItemType.Structure ? header.value : []
  return structureNode(message.tag, [
    structureNode(Tag.RequestHeader, [
      versionIn(fields, version, usual),
      ...fields.filter(({tag}) => tag !== Tag.ProtocolVersion && tag !== Tag.BatchCount),
      {tag: Tag.BatchCount, type: ItemType.Integer, value: batchCount},
    ]),
    ...rest,
  ])
}

function versionIn(fields: readonly TtlvNode[], version: Version | undefined, usual: Version): TtlvNode {
  const given = fields.find(({tag}) => tag === Tag.ProtocolVersion)
  if (given !== undefined && version === undefined) return given
  const {major, minor} = protocolVersionOf(version ?? usual)
  return structureNode(Tag.ProtocolVersion, [
    {tag: Tag.ProtocolVersionMajor, type: ItemType.Integer, value: major},
    {tag: Tag.ProtocolVersionMinor, type: ItemType.Integer, value: minor},
  ])
}
