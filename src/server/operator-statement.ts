import {KmipError} from '../kmip/error.ts'
import {RNGParameters} from '../kmip/structures/rng-parameters.ts'
import {ValidationInformation} from '../kmip/structures/validation-information.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../ttlv/node.ts'
import type {ServerFacts} from './context.ts'

/** What the operator knows of the cryptographic module under the server, and the server cannot find out. */
export type OperatorStatement = Partial<Pick<ServerFacts, 'rngs' | 'validations'>>

/**
 * Reads a statement from items that hold RNG Parameters (of the generator that OpenSSL is configured to use) and
 * Validation Information (of the module), at any depth, such as a Query answer. KMIP 1.4 sections 2.1.18 and 2.1.20.
 *
 * @throws KmipError when there is neither, or one of them is not what it should be
 */
export function readStatement(nodes: readonly TtlvNode[]): OperatorStatement {
  const all = nodes.flatMap(withInner)
  const rngs = all.filter(({tag}) => tag === Tag.RNGParameters).map((node) => RNGParameters.decode(node))
  const validations = all
    .filter(({tag}) => tag === Tag.ValidationInformation)
    .map((node) => ValidationInformation.decode(node))
  if (rngs.length === 0 && validations.length === 0) {
    throw new KmipError('InvalidMessage', 'The statement holds neither RNG Parameters nor Validation Information')
  }
  return {...(rngs.length === 0 ? {} : {rngs}), ...(validations.length === 0 ? {} : {validations})}
}

function withInner(node: TtlvNode): readonly TtlvNode[] {
  return node.type === ItemType.Structure ? [node, ...node.value.flatMap(withInner)] : [node]
}
