import {Operation} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import {childOf, childrenOf, numberIn} from '../../conformance/conversation/payload.ts'
import {declarationOf, eachItem, isText, outOfOrder, succeeded, tagWords} from './parts.ts'
import {type Fault, rule} from './rule.ts'

export const operationEchoed = rule('operation', 'each batch item names the operation of the request', (exchange) =>
  eachItem(exchange, undefined, ({request, answer}) => {
    const asked = numberIn(request, Tag.Operation)
    const found = numberIn(answer, Tag.Operation)
    return asked === undefined || asked === found
      ? undefined
      : {expected: `operation ${nameOf(asked)}`, received: found === undefined ? 'no operation' : nameOf(found)}
  }),
)

function nameOf(operation: number): string {
  return Operation.nameOf(operation) ?? `0x${operation.toString(16)}`
}

export const itemIdsEchoed = rule(
  'batch-item-id',
  'each batch item has the Unique Batch Item ID of the request, byte for byte',
  (exchange) =>
    eachItem(exchange, undefined, ({request, answer}) => {
      const asked = hexIn(request)
      const found = hexIn(answer)
      return asked === undefined || asked === found
        ? undefined
        : {expected: `Unique Batch Item ID ${asked}`, received: found ?? 'none'}
    }),
)

function hexIn(item: TtlvNode | undefined): string | undefined {
  const id = childOf(item, Tag.UniqueBatchItemID)
  return id?.type === ItemType.ByteString ? Buffer.from(id.value).toString('hex') : undefined
}

export const messageOnFailure = rule(
  'result-message',
  'a failure has a Result Message',
  (exchange) => lacksOnFailure(exchange, Tag.ResultMessage),
  'error',
)

/** It follows a null pointer. */
export const messageOnFailureOrCrash = rule(
  'result-message-or-crash',
  'a failure has a Result Message',
  (exchange) => lacksOnFailure(exchange, Tag.ResultMessage),
  'crash',
)

export const reasonOnFailure = rule('result-reason', 'a failure has a Result Reason', (exchange) =>
  lacksOnFailure(exchange, Tag.ResultReason),
)

function lacksOnFailure(exchange: Parameters<typeof eachItem>[0], tag: number): Fault | undefined {
  return eachItem(exchange, undefined, ({answer}) =>
    succeeded(answer) || childOf(answer, tag) !== undefined
      ? undefined
      : {expected: `${tagWords(tag)} with the failure`, received: 'a failure without it'},
  )
}

export const payloadOnSuccess = rule(
  'payload',
  'a success has a Response Payload, also where there is nothing to say',
  (exchange) =>
    eachItem(exchange, undefined, ({answer, payload}) =>
      !succeeded(answer) || payload !== undefined
        ? undefined
        : {expected: 'a Response Payload', received: 'a success without it'},
    ),
)

export const identifiersAreText = rule('identifiers', 'Unique Identifiers are Text Strings', (exchange) =>
  eachItem(exchange, undefined, ({payload}) => {
    const wrong = childrenOf(payload).find((field) => identifiers.has(field.tag) && !isText(field))
    return wrong === undefined
      ? undefined
      : {expected: `${tagWords(wrong.tag)} as Text String`, received: `item type ${wrong.type}`}
  }),
)

const identifiers: ReadonlySet<number> = new Set([
  Tag.UniqueIdentifier,
  Tag.PrivateKeyUniqueIdentifier,
  Tag.PublicKeyUniqueIdentifier,
])

/** Longer ones are cut, and then no longer those of the object. */
export function identifierUpTo(length: number) {
  return rule(`identifier-up-to-${length}`, `Unique Identifiers have at most ${length} characters`, (exchange) =>
    eachItem(exchange, undefined, ({payload}) => {
      const lengths = childrenOf(payload).flatMap(({tag, value}) =>
        identifiers.has(tag) && typeof value === 'string' ? [value.length] : [],
      )
      const longest = Math.max(0, ...lengths)
      return longest <= length
        ? undefined
        : {expected: `an identifier of at most ${length} characters`, received: `one of ${longest}`}
    }),
  )
}

export const fieldsInOrder = rule(
  'field-order',
  'the fields of a payload stand in the order of the specification',
  (exchange) =>
    eachItem(exchange, undefined, ({operation, payload}) => {
      const tags = declaredTags(operation)
      const wrong = outOfOrder(childrenOf(payload), tags)
      return wrong === undefined
        ? undefined
        : {expected: 'fields in the order of the specification', received: `${tagWords(wrong)} after a later one`}
    }),
)

export const noUnknownField = rule(
  'no-unknown-field',
  'a payload has no field that KMIP does not define for it',
  (exchange) =>
    eachItem(exchange, undefined, ({operation, payload}) => {
      const tags = declaredTags(operation)
      const foreign = tags.length === 0 ? undefined : childrenOf(payload).find(({tag}) => !tags.includes(tag))
      return foreign === undefined ? undefined : {expected: 'no further field', received: tagWords(foreign.tag)}
    }),
)

/** Also those of attributes, which come in two forms. */
function declaredTags(operation: string | undefined): readonly number[] {
  const declaration = declarationOf(operation)
  return declaration === undefined ? [] : Object.values(declaration.response.fields).flatMap(({tags}) => tags)
}

export const typedFields = rule(
  'field-types',
  'every field of a payload has the type that the specification gives it',
  (exchange) =>
    eachItem(exchange, undefined, ({operation, answer, payload}) => {
      const declaration = declarationOf(operation)
      if (declaration === undefined || !succeeded(answer)) return undefined
      try {
        declaration.response.decodeItems(childrenOf(payload))
        return undefined
      } catch (error) {
        if (!(error instanceof Error)) throw error
        return {expected: 'fields as the specification defines them', received: error.message}
      }
    }),
)
