import {Args, Flags} from '@oclif/core'
import {ClientCommand} from '../cli/client/client-command.ts'
import {failureIn} from '../cli/client/failed-item.ts'
import {type Json, parseJson} from '../cli/client/model-json.ts'
import {locateFault} from '../cli/client/malformed-input.ts'
import {nodeFormats, showNode} from '../cli/client/show-node.ts'
import {readInput} from '../cli/files/input-file.ts'
import {parseVersion} from '../cli/values/version-value.ts'
import type {KmipClient} from '../client/kmip-client.ts'
import type {Version} from '../kmip/spec/version.ts'
import {kmipVocabulary} from '../kmip/spec/vocabulary.ts'
import {type RawMessages, readRawMessages} from '../lab/raw/raw-messages.ts'
import {readBinary} from '../ttlv/binary-reader.ts'
import {TtlvError} from '../ttlv/error.ts'
import type {TtlvNode} from '../ttlv/node.ts'

export interface SendResult {
  /** KMIP's JSON encoding of each answer. */
  readonly responses: readonly Json[]
}

export default class Send extends ClientCommand<SendResult> {
  static override summary = 'Send messages as they are and show the answers'
  static override description =
    'Reads binary, hexadecimal, base64, XML and JSON. Several messages go one after the other over one connection, until one fails. The bytes go out as they are, once they make sense: --as-is sends also those that do not, --fix puts right what a message lacks or has wrong (version, batch count, lengths after an edit of its bytes).'
  static override usage = '<%= command.id %> FILE [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> request.xml',
    '<%= config.bin %> <%= command.id %> requests.hex --output json --no-fail',
    '<%= config.bin %> <%= command.id %> edited.hex --fix --kmip-version 1.2',
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
    fix: Flags.boolean({
      summary: 'Put version, batch count and lengths right before it is sent; --kmip-version changes the version',
      exclusive: ['as-is'],
    }),
    'as-is': Flags.boolean({summary: 'Send bytes that are no message too'}),
    encoding: Flags.option({
      summary: 'Encoding of the file, where it does not show',
      options: ['binary', 'hex', 'base64', 'xml', 'json'] as const,
    })(),
    fail: Flags.boolean({
      summary: 'End with exit status 4 at the first batch item that failed (default)',
      default: true,
      allowNo: true,
    }),
  }

  async run(): Promise<SendResult> {
    const {args, flags} = await this.parse(Send)
    const {messages} = await this.#messages(args.file, flags)
    const responses: Json[] = []
    await this.withClient(flags, async (client) => {
      for (const message of messages) {
        const bytes = flags.fix ? await this.#fixed(message, flags['kmip-version'], client) : message
        const answer = await this.waiting(flags, () => this.#exchange(client, bytes))
        await this.show(answer, flags.output, flags.reveal)
        responses.push(parseJson(showNode(answer, {format: 'json', reveal: flags.reveal})))
        this.partialResult = {responses}
        const failure = flags.fail ? failureIn(answer) : undefined
        if (failure !== undefined) throw failure
      }
    })
    return {responses}
  }

  async #messages(
    path: string,
    flags: {readonly encoding?: RawMessages['encoding'] | undefined; readonly fix: boolean; readonly 'as-is': boolean},
  ): Promise<RawMessages> {
    const input = await readInput(path)
    try {
      const raw = readRawMessages(input, flags.encoding)
      if (raw.fault === undefined || flags.fix || flags['as-is']) return raw
      throw raw.fault
    } catch (error) {
      const place = error instanceof TtlvError ? locateFault(error, input) : undefined
      if (place !== undefined) this.output.note(`${place}\n--fix puts lengths right, --as-is sends it nevertheless`)
      throw error
    }
  }

  async #fixed(message: Uint8Array, chosen: string | undefined, client: KmipClient): Promise<Uint8Array> {
    const {fixMessage} = await import('../lab/raw/fix-message.ts')
    const usual = await client.version({signal: this.signal})
    return fixMessage(message, chosen === undefined ? undefined : versionOf(chosen, usual), usual)
  }

  async #exchange(client: KmipClient, bytes: Uint8Array): Promise<TtlvNode> {
    const {signal} = this
    return readBinary(await client.sendBytes(bytes, {signal}), {vocabulary: kmipVocabulary})
  }
}

function versionOf(text: string, negotiated: Version): Version {
  const version = parseVersion(text)
  return version === 'auto' ? negotiated : version
}
