import {Args, Flags} from '@oclif/core'
import {ClientCommand} from '../cli/client/client-command.ts'
import {failureIn} from '../cli/client/failed-item.ts'
import {type Json, parseJson} from '../cli/client/model-json.ts'
import {readMessages} from '../cli/client/read-messages.ts'
import {nodeFormats, showNode} from '../cli/client/show-node.ts'

export interface SendResult {
  /** KMIP's JSON encoding of each answer. */
  readonly responses: readonly Json[]
}

export default class Send extends ClientCommand<SendResult> {
  static override summary = 'Send messages as they are and show the answers'
  static override description =
    'Reads binary, hexadecimal, base64, XML and JSON. Several messages go one after the other over one connection, until one fails. What a message lacks (version, batch count) is not added.'
  static override usage = '<%= command.id %> FILE [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> request.xml',
    '<%= config.bin %> <%= command.id %> requests.hex --output json --no-fail',
    '<%= config.bin %> ttlv decode request.bin --output json --reveal | <%= config.bin %> <%= command.id %> - --trace',
  ]
  static override args = {file: Args.string({required: true, description: 'file, - for standard input'})}
  static override flags = {
    output: Flags.option({
      summary: 'Form of the answers',
      options: nodeFormats,
      default: 'tree',
      helpGroup: 'OUTPUT',
    })(),
    fail: Flags.boolean({
      summary: 'End with exit status 4 at the first batch item that failed (default)',
      default: true,
      allowNo: true,
    }),
  }

  async run(): Promise<SendResult> {
    const {args, flags} = await this.parse(Send)
    const {nodes} = await readMessages(args.file, this.output)
    const responses: Json[] = []
    await this.withClient(flags, async (client) => {
      for (const node of nodes) {
        const answer = await this.waiting(flags, () => client.send(node, {signal: this.signal}))
        await this.show(answer, flags.output, flags.reveal)
        responses.push(parseJson(showNode(answer, {format: 'json', reveal: flags.reveal})))
        this.partialResult = {responses}
        const failure = flags.fail ? failureIn(answer) : undefined
        if (failure !== undefined) throw failure
      }
    })
    return {responses}
  }
}
