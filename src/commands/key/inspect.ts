import {Args} from '@oclif/core'
import {readInput} from '../../cli/files/input-file.ts'
import {filePassword, filePasswordFlags} from '../../cli/flags/file-password-flags.ts'
import {KmipctlCommand} from '../../cli/kmip-command.ts'
import {fileObjectFacts, type FileObjectView, fileObjectView} from '../../cli/views/key-file-view.ts'
import {readKeyFile} from '../../keyfile/read-key-file.ts'

export interface KeyInspectResult {
  /** `PEM`, `DER`, `JWK`, `JWK Set`, `PKCS#12`, `OpenPGP`; `bytes` where nothing says what they are. */
  readonly container: string
  readonly encrypted: boolean
  readonly objects: readonly FileObjectView[]
  /** Parts that are neither key nor certificate. */
  readonly passedOver: readonly string[]
}

export default class KeyInspect extends KmipctlCommand<KeyInspectResult> {
  static override summary = 'Say what a file of keys or certificates holds'
  static override description =
    'Nothing is sent anywhere, and no key is shown. What is listed is what op register would hand over.'
  static override usage = '<%= command.id %> FILE [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> server-key.pem',
    '<%= config.bin %> <%= command.id %> web.p12 --file-password-file web.password --json',
  ]
  static override args = {file: Args.string({required: true, description: 'file, - for standard input'})}
  static override flags = filePasswordFlags

  async run(): Promise<KeyInspectResult> {
    const {args, flags} = await this.parse(KeyInspect)
    const {interactive, prompts} = this
    const bytes = await readInput(args.file)
    const file = await readKeyFile(bytes, {password: filePassword(flags, {interactive, prompts})})
    const objects = file.objects.map(fileObjectView)
    for (const [index, view] of objects.entries()) {
      if (index > 0) this.output.data('')
      this.output.keyValues(fileObjectFacts(view))
    }
    const {container, encrypted, passedOver} = file
    if (container === 'bytes') this.output.note(`${bytes.length} bytes that do not tell what they are`)
    else this.output.note(`${container}${encrypted ? ', encrypted' : ''}`)
    if (passedOver.length > 0) this.output.note(`Passed over: ${passedOver.join(', ')}`)
    return {container, encrypted, objects, passedOver}
  }
}
