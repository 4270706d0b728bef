import type {KmipClient} from '../../client/kmip-client.ts'
import {ExitCode, KmipctlError} from '../../errors.ts'
import type {IdentifierReference} from '../../kmip/schema/identifier.ts'
import type {Operation} from '../../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../kmip/schema/structure.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {parseIdentifier} from '../../notation/batch-reference.ts'
import {escapeText} from '../../ttlv/escape-text.ts'
import {child, ItemType, structureNode, type TtlvNode} from '../../ttlv/node.ts'
import {readIdentifiers} from '../values/identifiers.ts'
import {ClientCommand} from './client-command.ts'
import {checkExpressible} from './expressible.ts'
import {type Json, modelJson} from './model-json.ts'
import {operationFlags, type OperationFlagValues} from './operation-flags.ts'
import type {OperationPlan, PlanDetails} from './operation-plan.ts'
import {asPendingAnswer, PendingAnswer} from './pending-answer.ts'

export {outputFlag, outputWithIdFlag, type OperationFlagValues} from './operation-flags.ts'

/** The payload of the response, in the names of the model. */
export type OperationResult = Readonly<Record<string, Json>>

/**
 * Base of commands that run one operation and show the payload of its response. A command makes a plan of its arguments
 * and flags; carrying it out, showing the request and the rest is the same for all of them.
 */
export abstract class OperationCommand extends ClientCommand<OperationResult> {
  static override baseFlags = {...ClientCommand.baseFlags, ...operationFlags}

  /** What the arguments and flags ask for. Sends nothing. @throws UsageError */
  protected abstract plan(): Promise<OperationPlan>

  async run(): Promise<OperationResult> {
    const plan = await this.plan()
    if (plan.flags['dry-run']) {
      const {showRequests} = await import('./show-requests.ts')
      return showRequests(plan, this.output)
    }
    if (plan.question !== undefined) await this.confirm(plan.question.message, plan.question.yes)
    return this.carryOut(plan)
  }

  /** The plan for one identifier, or for each one on standard input where it is `-`. */
  protected async planEach<Req extends Fields, Res extends Fields>(
    id: string,
    {
      request,
      ...rest
    }: PlanDetails<Req, Res> & {
      readonly operation: Operation<Req, Res>
      readonly request: (uniqueIdentifier: IdentifierReference) => FieldValues<Req>
    },
  ): Promise<OperationPlan<Req, Res>> {
    const isList = id === '-'
    const identifiers = isList ? await readIdentifiers() : [parseIdentifier(id)]
    return {...rest, requests: identifiers.map(request), isList}
  }

  /** Sends the requests and shows the answers. */
  protected carryOut(plan: OperationPlan): Promise<OperationResult> {
    return this.withClient(plan.flags, async (client) => {
      const responses: OperationResult[] = []
      for (const request of plan.requests) {
        responses.push(await this.#performed(client, plan, request))
        if (plan.isList) this.partialResult = {responses}
      }
      return plan.isList ? {responses} : (responses[0] ?? {})
    })
  }

  /** Runs an operation. @throws UsageError when the version lacks something of the request */
  protected async call<Req extends Fields, Res extends Fields>(
    client: KmipClient,
    {flags, operation, inVersion}: Pick<OperationPlan<Req, Res>, 'flags' | 'operation' | 'inVersion'>,
    request: FieldValues<Req>,
  ): Promise<FieldValues<Res>> {
    const {signal} = this
    return this.waiting(flags, async () => {
      const version = await client.version({signal, operations: [operation]})
      const sent = inVersion === undefined ? request : inVersion(request, version)
      checkExpressible(operation, sent, version)
      if (!flags.asynchronous) return client.call(operation, sent, {signal})
      const header = {asynchronousIndicator: 'Optional'} as const
      try {
        return await client.call(operation, sent, {signal, header})
      } catch (error) {
        throw asPendingAnswer(error)
      }
    })
  }

  /** Shows an answer and gives what `--json` tells of it. */
  protected async present(
    {flags}: OperationPlan,
    response: FieldValues<Fields>,
    payload: TtlvNode,
  ): Promise<OperationResult> {
    await this.showPayload(flags, payload)
    return modelJson(response, flags)
  }

  protected override async catch(error: Error): Promise<never> {
    if (!(error instanceof PendingAnswer)) return super.catch(error)
    const result = this.#showPending(error)
    if (this.jsonEnabled()) this.logJson(this.toSuccessJson(result))
    return this.exit(ExitCode.ok)
  }

  async #performed(client: KmipClient, plan: OperationPlan, request: FieldValues<Fields>): Promise<OperationResult> {
    try {
      const response = await this.call(client, plan, request)
      return await this.#conclude(client, plan, response)
    } catch (error) {
      if (error instanceof PendingAnswer) return this.#showPending(error)
      throw error
    }
  }

  async #conclude(client: KmipClient, plan: OperationPlan, response: FieldValues<Fields>): Promise<OperationResult> {
    const result = await this.present(plan, response, payloadOf(this.answer))
    if (!plan.isList) this.partialResult = result
    const remark = plan.remark?.(response) ?? ''
    if (remark !== '') this.output.note(remark)
    for (const member of plan.activates ?? []) await this.#activate(client, plan.flags, response[member])
    const complaint = plan.complaint?.(response)
    if (complaint !== undefined) throw new KmipctlError('CHECK_FAILED', complaint, ExitCode.checkFailed)
    return result
  }

  async #activate(client: KmipClient, flags: OperationFlagValues, uniqueIdentifier: unknown): Promise<void> {
    const {Activate} = await import('../../kmip/operations/activate.ts')
    await this.call(client, {flags, operation: Activate}, {uniqueIdentifier: String(uniqueIdentifier)})
    this.output.success(`Activated ${escapeText(String(uniqueIdentifier))}`)
  }

  #showPending({asynchronousCorrelationValue}: PendingAnswer): OperationResult {
    this.output.note('Pending: ask for the result with kmipctl op poll and this value')
    this.output.data(asynchronousCorrelationValue)
    return {pending: true, asynchronousCorrelationValue}
  }

  /** Shows the payload of a response, of the last one unless another is given. */
  protected async showPayload(
    {output, reveal}: Pick<OperationFlagValues, 'output' | 'reveal'>,
    payload = payloadOf(this.answer),
  ): Promise<void> {
    if (output === 'tree' && payload.type === ItemType.Structure && payload.value.length === 0) return
    if (output !== 'id') return this.show(payload, output, reveal)
    const identifiers = identifiersIn(payload)
    if (identifiers.length > 0) this.output.data(identifiers.join('\n'))
  }
}

/** Of a batch item of a message, the first one unless told otherwise. */
export function payloadOf(answer: TtlvNode | undefined): TtlvNode {
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
