import type {TtlvNode} from '../../ttlv/node.ts'
import {buildable, type FieldBuilder} from '../schema/field.ts'
import {DecodeError, within} from '../schema/decode-error.ts'
import {bytes} from '../schema/scalars.ts'
import {kmipTagName} from '../spec/tag-name.ts'
import {Tag} from '../spec/tags.ts'
import {isBefore, type EncodingVersion} from '../spec/version.ts'

/**
 * The bytes of a certificate request: Certificate Request in 1.x, Certificate Request Value in 2.x, where the older
 * name belongs to a managed object. KMIP 1.4 section 4.7, 2.1 section 6.1.6.
 */
export function certificateRequestBytes(): FieldBuilder<Uint8Array, 'required'> {
  return buildable({
    presence: 'required',
    range: {since: '1.0'},
    tags: [Tag.CertificateRequest, Tag.CertificateRequestValue],
    repeats: false,
    description: bytes.description,
    decode(nodes: readonly TtlvNode[]): Uint8Array {
      const [node, second] = nodes
      if (node === undefined || second !== undefined) {
        throw new DecodeError('More than one certificate request where one is allowed')
      }
      return within(kmipTagName(node.tag), () => bytes.decode(node))
    },
    encode(value: Uint8Array, version: EncodingVersion, out: TtlvNode[]) {
      const tag = isBefore(version, '2.0') ? Tag.CertificateRequest : Tag.CertificateRequestValue
      const node = bytes.encode(tag, value, version)
      if (node !== undefined) out.push(node)
    },
  })
}
