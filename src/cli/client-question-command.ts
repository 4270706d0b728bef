import {Flags} from '@oclif/core'
import {askClients, type ClientAnswer} from '../administration/client-questions.ts'
import type {QuestionOperation} from '../server/announcements/client-question-record.ts'
import type {TtlvNode} from '../ttlv/node.ts'
import {kmipVocabulary} from '../kmip/spec/vocabulary.ts'
import {writeJson} from '../ttlv/json-writer.ts'
import {nodeFormats, type NodeFormat, showNodes} from './client/show-node.ts'
import {roleFlag, scopeFlag} from './flags/common-flags.ts'
import {durationFlag} from './flags/duration-flag.ts'
import {chosenRole, chosenScope} from './questions/scope-and-role.ts'
import {StoreCommand} from './store-command.ts'
import type {StoreFlagValues} from './flags/store-flags.ts'

/** What one client answered; `item` is its Batch Item in KMIP's JSON. */
export interface ClientAnswerResult {
  readonly serialNumber: string
  readonly peer: string
  readonly item?: unknown
  readonly failed?: string | undefined
}

export interface ClientQuestionResult {
  readonly answers: readonly ClientAnswerResult[]
}

/** Flags of all commands that ask clients. */
export const questionFlags = {
  scope: scopeFlag,
  role: roleFlag,
  wait: durationFlag({summary: 'How long to wait for a client that answers', default: 30}),
  output: Flags.option({summary: 'Form of the answers', options: nodeFormats, default: 'tree'})(),
}

interface QuestionFlagValues extends StoreFlagValues {
  readonly scope: string | undefined
  readonly role: string | undefined
  readonly wait: number
  readonly output: NodeFormat
}

/** Base of commands that have the server ask connected clients. */
export abstract class ClientQuestionCommand extends StoreCommand<ClientQuestionResult> {
  protected async askAndShow(
    flags: QuestionFlagValues,
    operation: QuestionOperation,
    payload: readonly TtlvNode[],
  ): Promise<ClientQuestionResult> {
    const answers = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      const role = await chosenRole(flags.role, scope, {store, prompts: this.prompts, setting: '--role'})
      const request = {scope, role, operation, payload, timeoutMs: flags.wait * 1000}
      return await this.output.progress('Waiting for a client', () => askClients(store, request))
    })
    await this.#show(answers, flags.output)
    return {answers: answers.map(({item, ...who}) => (item === undefined ? who : {...who, item: asJson(item)}))}
  }

  async #show(answers: readonly ClientAnswer[], format: NodeFormat): Promise<void> {
    for (const {serialNumber, peer, failed} of answers) {
      if (failed === undefined) this.output.note(`Answer of ${peer} with the certificate ${serialNumber}`)
      else this.output.warning(`No answer of ${peer} with the certificate ${serialNumber}: ${failed}`)
    }
    const items = answers.flatMap(({item}) => item ?? [])
    const style = await this.output.treeStyle()
    if (items.length > 0) this.output.data(showNodes(items, {format, reveal: false, style, width: this.output.width}))
  }
}

function asJson(node: TtlvNode): unknown {
  return JSON.parse(writeJson(node, kmipVocabulary))
}
