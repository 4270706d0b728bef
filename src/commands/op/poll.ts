import {setTimeout as delay} from 'node:timers/promises'
import {Args} from '@oclif/core'
import {OperationCommand, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {type OperationPlan, planOperation} from '../../cli/client/operation-plan.ts'
import type {Json} from '../../cli/client/model-json.ts'
import {payloadJson} from '../../cli/client/payload-json.ts'
import {durationFlag} from '../../cli/flags/duration-flag.ts'
import {parseHex} from '../../notation/bytes-value.ts'
import type {KmipClient} from '../../client/kmip-client.ts'
import type {PollResult} from '../../client/poll-result.ts'
import {Poll} from '../../kmip/operations/poll.ts'
import {Operation} from '../../kmip/spec/enumerations.ts'

/** `operation` and `result` are those of the request that was polled, once there is an answer. */
export type OpPollResult = Readonly<Record<string, Json>>

/** Milliseconds between two polls. */
const interval = 500

export default class OpPoll extends OperationCommand {
  static override summary = 'Ask for the answer to an asynchronous request'
  static override description =
    'Shows the answer of the operation that was asked for, or that it is pending. Operations with --asynchronous print the value to ask with.'
  static override usage = '<%= command.id %> VALUE [FLAGS]'
  static override examples = [
    '<%= config.bin %> op create --asynchronous',
    '<%= config.bin %> <%= command.id %> 2f9c1e0b5d8a4c67b3e1f0a9d8c7b6a50000 --wait 1m',
  ]
  static override args = {
    value: Args.string({required: true, description: 'asynchronous correlation value in hexadecimal'}),
  }
  static override flags = {
    output: outputWithIdFlag,
    wait: durationFlag({summary: 'How long to poll until there is an answer', default: 0}),
  }

  #value: Uint8Array = new Uint8Array()
  #waitMs = 0

  override get batchRefusal() {
    return 'The answer to a poll is that of another operation, so it is asked for alone'
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpPoll)
    this.#value = parseHex(args.value, 'VALUE')
    this.#waitMs = flags.wait * 1000
    return planOperation({flags, operation: Poll, request: {asynchronousCorrelationValue: this.#value}})
  }

  /** The answer is that of another operation, and there may be none yet. */
  protected override carryOut({flags}: OperationPlan): Promise<OpPollResult> {
    return this.withClient(flags, async (client) => {
      const result = await this.waiting(flags, () => this.#poll(client))
      if (result.pending) {
        this.output.note('Pending: there is no answer yet')
        return {pending: true}
      }
      await this.showPayload(flags)
      const {operation, payload} = result
      const name = typeof operation === 'string' ? (Operation.specName(operation) ?? operation) : (operation ?? null)
      return {pending: false, operation: name, result: payloadJson(operation, payload, flags)}
    })
  }

  async #poll(client: KmipClient): Promise<PollResult> {
    const deadline = performance.now() + this.#waitMs
    for (;;) {
      const result = await client.poll(this.#value, {signal: this.signal})
      if (!result.pending || performance.now() >= deadline) return result
      await delay(interval, undefined, {signal: this.signal})
    }
  }
}
