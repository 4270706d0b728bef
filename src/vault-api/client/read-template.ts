import {Operation} from '../../kmip/spec/enumerations.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {kmipVocabulary} from '../../kmip/spec/vocabulary.ts'
import {UsageError} from '../../errors.ts'
import {TtlvError} from '../../ttlv/error.ts'
import {child, ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {readXmlDocument} from '../../ttlv/xml-reader.ts'
import {ApiFailure} from '../http/failure.ts'
import {sameOperations} from './operation-list.ts'

/** Tells the client what is wrong, and the log and the audit only that: a value may be a secret. */
class UnreadableTemplate extends ApiFailure {
  constructor({message}: TtlvError) {
    super(400, `The template with its parameters is no KMIP message: ${message}`)
    this.message = 'The template with its parameters is no KMIP message'
  }
}

/**
 * The request message of a template whose holes are filled.
 *
 * @throws ApiFailure 400 for what is no request
 * @throws UsageError for several requests, and one that is asynchronous
 */
export function readTemplate(text: string): TtlvNode {
  const [request, ...others] = messagesOf(text)
  if (request === undefined || others.length > 0 || request.tag !== Tag.RequestMessage) {
    throw new UsageError('A template is one RequestMessage, in an element KMIP or without it')
  }
  const header = child(request, Tag.RequestHeader)
  if (header !== undefined && child(header, Tag.AsynchronousIndicator) !== undefined) {
    throw new UsageError('The answer comes at once: leave Asynchronous Indicator out of the template')
  }
  return request
}

function messagesOf(text: string): readonly TtlvNode[] {
  try {
    return readXmlDocument(text, kmipVocabulary)
  } catch (error) {
    throw error instanceof TtlvError ? new UnreadableTemplate(error) : error
  }
}

/**
 * Sees to it that the path says what is done, so that whoever allows paths knows what they allow.
 *
 * @throws UsageError when it names other operations than the batch items have
 */
export function checkOperations(request: TtlvNode, named: readonly string[]): void {
  const done = operationNames(request)
  if (sameOperations(named, done)) return
  throw new UsageError(`The path names ${listed(named)}, the template has ${listed(done)}`, {
    hint: 'Name the operation of every batch item, such as client/locate/encrypt',
  })
}

function operationNames(request: TtlvNode): readonly string[] {
  if (request.type !== ItemType.Structure) return []
  return request.value.filter(({tag}) => tag === Tag.BatchItem).map(operationName)
}

function operationName(item: TtlvNode): string {
  const node = child(item, Tag.Operation)
  if (node?.type !== ItemType.Enumeration) return '?'
  return (Operation.nameOf(node.value) ?? `0x${node.value.toString(16)}`).toLowerCase()
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'no operation' : names.map((name) => name.slice(0, 64)).join('/')
}
