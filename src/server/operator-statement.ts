import {KmipError} from '../kmip/error.ts'
import {ProtectionStorageMasks} from '../kmip/structures/protection-storage-masks.ts'
import {RNGParameters} from '../kmip/structures/rng-parameters.ts'
import {ValidationInformation} from '../kmip/structures/validation-information.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../ttlv/node.ts'
import type {ServerFacts} from './context.ts'

/** What the operator knows of the cryptographic module and the storage under the server, and the server cannot find out. */
export type OperatorStatement = Partial<Pick<ServerFacts, 'rngs' | 'validations' | 'protectionStorageMasks'>>

/**
 * Reads a statement from items that hold RNG Parameters (of the generator that OpenSSL is configured to use),
 * Validation Information (of the module) and Protection Storage Masks (of where objects are kept), at any depth, such as
 * a Query answer. KMIP 1.4 sections 2.1.18 and 2.1.20, 2.1 section 7.33.
 *
 * @throws KmipError when there is none of them, or one of them is not what it should be
 */
export function readStatement(nodes: readonly TtlvNode[]): OperatorStatement {
  const all = nodes.flatMap(withInner)
  const rngs = all.filter(({tag}) => tag === Tag.RNGParameters).map((node) => RNGParameters.decode(node))
  const validations = all
    .filter(({tag}) => tag === Tag.ValidationInformation)
    .map((node) => ValidationInformation.decode(node))
  const masks = all.find(({tag}) => tag === Tag.ProtectionStorageMasks)
  if (rngs.length === 0 && validations.length === 0 && masks === undefined) {
    throw new KmipError(
      'InvalidMessage',
      'The statement holds neither RNG Parameters nor Validation Information nor Protection Storage Masks',
    )
  }
  return {
    ...(rngs.length === 0 ? {} : {rngs}),
    ...(validations.length === 0 ? {} : {validations}),
    ...(masks && {protectionStorageMasks: ProtectionStorageMasks.decode(masks)}),
  }
}

function withInner(node: TtlvNode): readonly TtlvNode[] {
  return node.type === ItemType.Structure ? [node, ...node.value.flatMap(withInner)] : [node]
}
