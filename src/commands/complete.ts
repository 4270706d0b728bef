import {complete, type Candidate} from '../cli/completion/candidates.ts'
import {filesMark, typedWords} from '../cli/completion/scripts.ts'
import {completedValues} from '../cli/completion/values.ts'
import {KmipctlCommand} from '../cli/kmip-command.ts'
import {processEnvironment} from '../config/environment.ts'
import {profilesFile} from '../config/paths.ts'
import {Profiles} from '../config/profiles.ts'

export interface CompleteResult {
  readonly candidates: readonly Candidate[]
  readonly files: boolean
  /** Of the files that fit; all when empty. */
  readonly suffixes: readonly string[]
}

export default class Complete extends KmipctlCommand<CompleteResult> {
  static override hidden = true
  static override summary = 'Complete a command line, for the lines of kmipctl completion'
  static override usage = '<%= command.id %> -- WORD...'
  static override strict = false

  async run(): Promise<CompleteResult> {
    const end = this.argv.indexOf('--')
    const {words, cut} = typedWords(end === -1 ? [] : this.argv.slice(end + 1), this.argv.slice(0, Math.max(0, end)))
    const {commands, topics} = this.config
    const profiles = async () =>
      Object.keys((await new Profiles(profilesFile(processEnvironment())).read()).profiles).toSorted()
    const {
      candidates,
      files,
      suffixes = [],
    } = await complete(words, {
      commands,
      topics,
      values: (place) => completedValues(place, {profiles}),
    })
    const lines = candidates.map(({word, description}) => `${word.slice(cut)}\t${description}`)
    const all = files ? [...lines, [filesMark, ...suffixes].join(' ')] : lines
    if (all.length > 0) this.output.data(all.join('\n'))
    return {candidates, files, suffixes}
  }
}
