import {Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {Query} from '../../kmip/operations/query.ts'
import {QueryFunction} from '../../kmip/spec/enumerations.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'

export type OpQueryResult = OperationResult

export default class OpQuery extends OperationCommand {
  static override summary = 'Ask the server what it can do'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --function server-information --function profiles --output xml',
  ]
  static override flags = {
    output: outputFlag,
    function: Flags.string({
      summary: 'What to ask, such as operations, objects or server-information; repeat it for several',
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
      default: ['operations', 'objects', 'server-information'],
    }),
    group: Flags.string({
      summary: 'Object group that the answer is about; repeat it for several (KMIP 2.1)',
      helpValue: 'TEXT',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }

  protected async plan() {
    const {flags} = await this.parse(OpQuery)
    const names = flags.function.flatMap((text) => text.split(','))
    const queryFunction = names.map((name) => parseEnumeration(QueryFunction, name, '--function', {prefix: 'Query'}))
    return planOperation({
      flags,
      operation: Query,
      request: {
        queryFunction,
        objectGroups: flags.group === undefined ? undefined : {objectGroup: flags.group},
      },
    })
  }
}
