import {Args, Flags} from '@oclif/core'
import {type Json, parseJson} from '../../cli/client/model-json.ts'
import {readMessages} from '../../cli/client/read-messages.ts'
import {hiddenNote, hidesSilently, nodeFormats, showNode, showNodes} from '../../cli/client/show-node.ts'
import {KmipctlCommand} from '../../cli/kmip-command.ts'
import type {Encoding} from '../../ttlv/detect.ts'

export interface TtlvDecodeResult {
  /** What the input was. */
  readonly encoding: Encoding
  /** KMIP's JSON encoding of each message. */
  readonly messages: readonly Json[]
}

export default class TtlvDecode extends KmipctlCommand<TtlvDecodeResult> {
  static override summary = 'Show KMIP messages, whatever their encoding'
  static override description =
    'Reads binary, hexadecimal, base64, XML and JSON, one message or several that follow one another. Key material, passwords and plaintext are hidden unless --reveal is given. Exit status 5 means malformed input; the place is shown.'
  static override usage = '<%= command.id %> FILE [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> request.bin',
    "echo '42 00 78 | 01 | 00 00 00 00' | <%= config.bin %> <%= command.id %> -",
    '<%= config.bin %> <%= command.id %> answer.hex --output xml --reveal',
  ]
  static override args = {file: Args.string({required: true, description: 'file, - for standard input'})}
  static override flags = {
    output: Flags.option({summary: 'Form of the result', options: nodeFormats, default: 'tree'})(),
    reveal: Flags.boolean({summary: 'Show key material, passwords and plaintext'}),
  }

  async run(): Promise<TtlvDecodeResult> {
    const {args, flags} = await this.parse(TtlvDecode)
    const {output: format, reveal} = flags
    const {encoding, nodes} = await readMessages(args.file, this.output)
    const style = await this.output.treeStyle()
    const {width} = this.output
    const options = {format, reveal, style, width}
    this.output.data(showNodes(nodes, options))
    if (nodes.some((node) => hidesSilently(node, options))) this.output.note(hiddenNote)
    return {encoding, messages: nodes.map((node) => parseJson(showNode(node, {format: 'json', reveal})))}
  }
}
