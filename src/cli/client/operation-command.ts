import {Flags} from '@oclif/core'
import type {KmipClient} from '../../client/kmip-client.ts'
import {ExitCode} from '../../errors.ts'
import type {IdentifierReference} from '../../kmip/schema/identifier.ts'
import type {Operation} from '../../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../kmip/schema/structure.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {parseIdentifier} from '../../notation/batch-reference.ts'
import {child, ItemType, structureNode, type TtlvNode} from '../../ttlv/node.ts'
import {escapeText} from '../../ttlv/escape-text.ts'
import {readIdentifiers} from '../values/identifiers.ts'
import {ClientCommand, type ClientFlagValues} from './client-command.ts'
import {asPendingAnswer, PendingAnswer} from './pending-answer.ts'
import {checkExpressible} from './expressible.ts'
import {type Json, modelJson} from './model-json.ts'
import {nodeFormats, type NodeFormat} from './show-node.ts'

/** The payload of the response, in the names of the model. */
export type OperationResult = Readonly<Record<string, Json>>

const summary = 'Form of the result'

/** For operations that answer with something else than identifiers. */
export const outputFlag = Flags.option({summary, options: nodeFormats, default: 'tree', helpGroup: 'OUTPUT'})()

/** For operations that answer with identifiers: `id` prints nothing else. */
export const outputWithIdFlag = Flags.option({
  summary: `${summary}; id prints the identifiers alone`,
  options: [...nodeFormats, 'id'] as const,
  default: 'tree',
  helpGroup: 'OUTPUT',
})()

const asynchronousFlags = {
  asynchronous: Flags.boolean({
    summary: 'Let the server carry the operation out later; prints the value for op poll',
    helpGroup: 'CONNECTION',
  }),
}

export interface OperationFlagValues extends ClientFlagValues {
  readonly asynchronous: boolean
  readonly output: NodeFormat | 'id'
}

/** What became of an operation. */
export interface Performed<Response> {
  readonly response: Response
  readonly result: OperationResult
}

/** Base of commands that run one operation and show the payload of its response. */
export abstract class OperationCommand extends ClientCommand<OperationResult> {
  static override baseFlags = {...ClientCommand.baseFlags, ...asynchronousFlags}

  /** Runs an operation over a connection of its own and shows the payload. */
  protected operate<Req extends Fields, Res extends Fields>(
    flags: OperationFlagValues,
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
  ): Promise<OperationResult> {
    return this.withClient(flags, (client) => this.#performed(client, flags, operation, request))
  }

  /** Runs an operation for one identifier, or for each one on standard input where it is `-`. */
  protected async operateOnEach<Req extends Fields, Res extends Fields>(
    id: string,
    flags: OperationFlagValues,
    operation: Operation<Req, Res>,
    request: (uniqueIdentifier: IdentifierReference) => FieldValues<Req>,
  ): Promise<OperationResult> {
    if (id !== '-') return this.operate(flags, operation, request(parseIdentifier(id)))
    const identifiers = await readIdentifiers()
    const responses: OperationResult[] = []
    return this.withClient(flags, async (client) => {
      for (const identifier of identifiers) {
        responses.push(await this.#performed(client, flags, operation, request(identifier)))
        this.partialResult = {responses}
      }
      return {responses}
    })
  }

  /** Runs an operation and shows the payload of the response. */
  protected async perform<Req extends Fields, Res extends Fields>(
    client: KmipClient,
    flags: OperationFlagValues,
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
  ): Promise<Performed<FieldValues<Res>>> {
    const response = await this.call(client, flags, operation, request)
    await this.showPayload(flags)
    return {response, result: modelJson(response, flags)}
  }

  /** Runs an operation. @throws UsageError when the version lacks something of the request */
  protected async call<Req extends Fields, Res extends Fields>(
    client: KmipClient,
    flags: OperationFlagValues,
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
  ): Promise<FieldValues<Res>> {
    const {signal} = this
    return this.waiting(flags, async () => {
      checkExpressible(operation, request, await client.version({signal, operations: [operation]}))
      if (!flags.asynchronous) return client.call(operation, request, {signal})
      const header = {asynchronousIndicator: 'Optional'} as const
      try {
        return await client.call(operation, request, {signal, header})
      } catch (error) {
        throw asPendingAnswer(error)
      }
    })
  }

  protected override async catch(error: Error): Promise<never> {
    if (!(error instanceof PendingAnswer)) return super.catch(error)
    const result = this.#showPending(error)
    if (this.jsonEnabled()) this.logJson(this.toSuccessJson(result))
    return this.exit(ExitCode.ok)
  }

  async #performed<Req extends Fields, Res extends Fields>(
    client: KmipClient,
    flags: OperationFlagValues,
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
  ): Promise<OperationResult> {
    try {
      return (await this.perform(client, flags, operation, request)).result
    } catch (error) {
      if (error instanceof PendingAnswer) return this.#showPending(error)
      throw error
    }
  }

  #showPending({asynchronousCorrelationValue}: PendingAnswer): OperationResult {
    this.output.note('Pending: ask for the result with kmipctl op poll and this value')
    this.output.data(asynchronousCorrelationValue)
    return {pending: true, asynchronousCorrelationValue}
  }

  /** Shows the payload of the last response. */
  protected async showPayload({output, reveal}: Pick<OperationFlagValues, 'output' | 'reveal'>): Promise<void> {
    const payload = payloadOf(this.answer)
    if (output !== 'id') return this.show(payload, output, reveal)
    const identifiers = identifiersIn(payload)
    if (identifiers.length > 0) this.output.data(identifiers.join('\n'))
  }
}

function payloadOf(answer: TtlvNode | undefined): TtlvNode {
  const item = answer === undefined ? undefined : child(answer, Tag.BatchItem)
  const payload = item === undefined ? undefined : child(item, Tag.ResponsePayload)
  // Some servers leave an empty payload out
  return payload ?? structureNode(Tag.ResponsePayload, [])
}

const identifierTags = new Set<number>([
  Tag.UniqueIdentifier,
  Tag.PrivateKeyUniqueIdentifier,
  Tag.PublicKeyUniqueIdentifier,
])

/** In the order of the payload. What a terminal would obey is escaped. */
function identifiersIn(payload: TtlvNode): string[] {
  const items = payload.type === ItemType.Structure ? payload.value : []
  return items.flatMap((item) =>
    identifierTags.has(item.tag) && item.type === ItemType.TextString ? escapeText(item.value) : [],
  )
}
