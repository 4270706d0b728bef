import {operations} from '../../kmip/operations/index.ts'
import type {Operation, OperationName} from '../../kmip/schema/operation.ts'
import {kmipVocabulary} from '../../kmip/spec/vocabulary.ts'
import {writeJson} from '../../ttlv/json-writer.ts'
import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {type Json, modelJson, type ModelJsonOptions} from './model-json.ts'
import {redactTree} from '../../ttlv/redact-tree.ts'

/** A response payload in the names of the model; in KMIP's JSON for an operation that is not known here. */
export function payloadJson(
  operation: OperationName | number | undefined,
  payload: TtlvNode,
  options: ModelJsonOptions,
): Json {
  if (typeof operation === 'string' && Object.hasOwn(operations, operation) && payload.type === ItemType.Structure) {
    const {response}: Operation = operations[operation as keyof typeof operations]
    return modelJson(response.decodeItems(payload.value), options)
  }
  const shown = options.reveal ? payload : redactTree(payload, kmipVocabulary).node
  const json: Json = JSON.parse(writeJson(shown, kmipVocabulary))
  return json
}
