import {type Command, CommandHelp, Help} from '@oclif/core'
import {breakCommand} from '../cli/help/break-command.ts'

type Examples = Command.Loadable['examples']

/** Examples that are too long for the terminal go on in a further line, so that they can still be copied. */
class BrokenExamples extends CommandHelp {
  protected override examples(examples: Examples): string | undefined {
    const width = (this.opts.maxWidth ?? 80) - this.indentSpacing
    return super
      .examples(examples)
      ?.split('\n')
      .map((line) => breakCommand(line, width))
      .join('\n')
  }
}

/** oclif's help, for terminals of 80 columns. */
export default class KmipctlHelp extends Help {
  protected override CommandHelpClass = BrokenExamples
}
