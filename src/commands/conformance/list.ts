import {Args} from '@oclif/core'
import {KmipctlCommand} from '../../cli/kmip-command.ts'
import type {Column} from '../../cli/output/table.ts'
import {findCases} from '../../lab/conformance/cases/find-cases.ts'
import {type ListedCase, listedCase} from '../../lab/conformance/report/listed-case.ts'

export interface ConformanceListResult {
  readonly cases: readonly ListedCase[]
}

export default class ConformanceList extends KmipctlCommand<ConformanceListResult> {
  static override summary = 'Show what test cases there are in files and folders'
  static override description = 'Reads them and talks to no server.'
  static override usage = '<%= command.id %> PATH... [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> profiles-1.4',
    '<%= config.bin %> <%= command.id %> profiles-1.4/mandatory/TL-M-1-14.xml --json',
  ]
  static override strict = false
  static override args = {path: Args.string({required: true, description: 'file or folder of test cases'})}

  async run(): Promise<ConformanceListResult> {
    const {argv} = await this.parse(ConformanceList)
    const cases = (await findCases(argv.map(String))).map(listedCase)
    await this.output.table(columns, cases, 'No case')
    return {cases}
  }
}

const columns: readonly Column<ListedCase>[] = [
  {heading: 'Case', value: (one) => one.case},
  {heading: 'Version', value: ({version}) => version ?? ''},
  {heading: 'Profile', value: ({profile}) => profile},
  {heading: 'Requests', value: ({requests}) => requests, align: 'right'},
  {heading: 'Operations', value: ({operations, problem}) => problem ?? operations.join(', ')},
]
