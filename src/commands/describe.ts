import {Args, Flags} from '@oclif/core'
import {closest} from '../notation/closest.ts'
import {KmipctlCommand} from '../cli/kmip-command.ts'
import {descriptionColumns, descriptionFacts, partColumns} from '../cli/views/description-view.ts'
import {UsageError} from '../errors.ts'
import {allDescriptions, bare, describe, inVersion} from '../kmip/description/describe.ts'
import type {Description} from '../kmip/description/description.ts'
import {versions} from '../kmip/spec/version.ts'

const kinds = ['operation', 'attribute', 'enumeration', 'mask', 'tag'] as const

export interface DescribeResult {
  readonly descriptions: readonly Description[]
}

export default class Describe extends KmipctlCommand<DescribeResult> {
  static override summary = 'Show what KMIP says of an operation, attribute, enumeration, mask or tag'
  static override description =
    'Names may be spelled in any way, tags also given as numbers; the name of a value shows its enumeration. Without a name all names are listed.'
  static override examples = [
    '<%= config.bin %> describe re-key',
    '<%= config.bin %> describe "Cryptographic Usage Mask" --version 1.2',
    '<%= config.bin %> describe 0x420028',
    '<%= config.bin %> describe --kind operation --version 2.1 --json',
  ]
  static override args = {name: Args.string({description: 'name, or number of a tag'})}
  static override flags = {
    version: Flags.option({summary: 'Only what this version of KMIP has', options: versions})(),
    kind: Flags.option({summary: 'Only things of this kind', options: kinds})(),
  }

  async run(): Promise<DescribeResult> {
    const {args, flags} = await this.parse(Describe)
    const {version, kind} = flags
    const found = (args.name === undefined ? allDescriptions() : this.#find(args.name)).filter(
      (item) => kind === undefined || item.kind === kind,
    )
    const descriptions = version === undefined ? found : found.flatMap((item) => inVersion(item, version) ?? [])
    if (args.name === undefined) await this.output.table(descriptionColumns, descriptions, 'There is nothing')
    else await this.#show(descriptions, args.name)
    return {descriptions}
  }

  #find(name: string): readonly Description[] {
    const found = describe(name)
    if (found.length > 0) return found
    const all = allDescriptions()
    const near = closest(
      bare(name),
      all.map(({identifier}) => bare(identifier)),
    )
    const meant = all.find(({identifier}) => bare(identifier) === near)
    throw new UsageError(`KMIP has nothing of the name ${JSON.stringify(name)}`, {
      hint: meant === undefined ? 'See all names with kmipctl describe' : `Did you mean ${meant.name}?`,
    })
  }

  async #show(descriptions: readonly Description[], name: string): Promise<void> {
    if (descriptions.length === 0) {
      throw new UsageError(`${name} is something else, or in another version`, {
        hint: `See what it is with kmipctl describe ${JSON.stringify(name)}`,
      })
    }
    for (const [index, description] of descriptions.entries()) {
      if (index > 0) this.output.data('')
      this.output.keyValues(descriptionFacts(description))
      for (const section of description.sections) {
        this.output.data(`\n${this.output.palette.heading(section.title)}`)
        await this.output.table(partColumns(section), section.parts, '  nothing')
      }
    }
  }
}
