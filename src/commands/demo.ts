import {KmipctlCommand} from '../cli/kmip-command.ts'
import {traceText} from '../cli/client/trace-text.ts'
import {runDemo, type DemoSummary} from '../demo/run-demo.ts'

export type DemoResult = DemoSummary

export default class Demo extends KmipctlCommand<DemoResult> {
  static override summary = 'Watch a whole KMIP conversation'
  static override description =
    'Starts a server, makes scopes, roles and credentials, and takes a key through its life over mutual TLS, all in one process. Every request and response is shown as a tree. Nothing is left behind.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']

  async run(): Promise<DemoResult> {
    await this.parse(Demo)
    const options = {reveal: false, style: await this.output.treeStyle(), width: this.output.width}
    const {palette} = this.output
    let number = 0
    const summary = await runDemo({
      step: (title) => this.output.data(`\n${palette.strong(`${++number}. ${title}`)}\n`),
      remark: (text) => this.output.data(`   ${palette.faint(text)}`),
      message: (message) => this.output.data(indented(traceText(message, options))),
    })
    this.output.data('')
    this.output.success(`${summary.messages} messages, ${summary.steps.length} steps, nothing left behind`)
    return summary
  }
}

function indented(text: string): string {
  return text.replaceAll(/^/gmu, '   ')
}
