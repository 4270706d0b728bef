import {Args} from '@oclif/core'
import {completionScript, type Shell, shells} from '../cli/completion/scripts.ts'
import {KmipctlCommand} from '../cli/kmip-command.ts'

export interface CompletionResult {
  readonly shell: Shell
  readonly script: string
}

export default class Completion extends KmipctlCommand<CompletionResult> {
  static override summary = 'Print the lines that make a shell complete commands, flags, values and profiles'
  static override examples = [
    'eval "$(<%= config.bin %> completion bash)"',
    '<%= config.bin %> completion zsh > "$fpath[1]/_<%= config.bin %>"',
    '<%= config.bin %> completion fish > ~/.config/fish/completions/<%= config.bin %>.fish',
  ]
  static override args = {
    shell: Args.string({required: true, options: [...shells], description: 'bash, zsh or fish'}),
  }

  async run(): Promise<CompletionResult> {
    const {args} = await this.parse(Completion)
    // oclif has checked that it is one of them
    const shell = args.shell as Shell
    const script = completionScript(shell, this.config.bin)
    this.output.data(script)
    return {shell, script}
  }
}
