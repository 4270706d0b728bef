import {complete, type Candidate} from '../cli/completion/candidates.ts'
import {filesMark} from '../cli/completion/scripts.ts'
import {KmipctlCommand} from '../cli/kmip-command.ts'
import {processEnvironment} from '../config/environment.ts'
import {profilesFile} from '../config/paths.ts'
import {Profiles} from '../config/profiles.ts'

export interface CompleteResult {
  readonly candidates: readonly Candidate[]
  readonly files: boolean
}

export default class Complete extends KmipctlCommand<CompleteResult> {
  static override hidden = true
  static override summary = 'Complete a command line, for the lines of kmipctl completion'
  static override usage = '<%= command.id %> -- WORD...'
  static override strict = false

  async run(): Promise<CompleteResult> {
    const end = this.argv.indexOf('--')
    const words = end === -1 ? [] : this.argv.slice(end + 1)
    const {commands, topics} = this.config
    const result = await complete(words, {
      commands,
      topics,
      profiles: async () => Object.keys((await new Profiles(profilesFile(processEnvironment())).read()).profiles),
    })
    const lines = result.candidates.map(({word, description}) => `${word}\t${description}`)
    const all = result.files ? [...lines, filesMark] : lines
    if (all.length > 0) this.output.data(all.join('\n'))
    return result
  }
}
