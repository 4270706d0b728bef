import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {QueryAsynchronousRequests} from '../../kmip/operations/query-asynchronous-requests.ts'
import {Operation} from '../../kmip/spec/enumerations.ts'
import {parseHex} from '../../notation/bytes-value.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'

export type OpQueryAsynchronousRequestsResult = OperationResult

export default class OpQueryAsynchronousRequests extends OperationCommand {
  static override summary = 'List asynchronous requests without an answer'
  static override description = 'Without values and operations all whose answers nobody has got yet. Since KMIP 2.1.'
  static override usage = '<%= command.id %> [VALUE...] [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> 2f9c1e0b5d8a4c67b3e1f0a9d8c7b6a50000',
    '<%= config.bin %> <%= command.id %> --operation create-key-pair --operation re-key',
  ]
  // oclif has no argument that repeats
  static override strict = false
  static override args = {value: Args.string({description: 'asynchronous correlation values in hexadecimal'})}
  static override flags = {
    output: outputFlag,
    operation: Flags.string({
      summary: 'Operation that was asked for; repeat it for several',
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }

  protected async plan() {
    const {argv, flags} = await this.parse(OpQueryAsynchronousRequests)
    const values = argv.map((value) => parseHex(String(value), 'VALUE'))
    const names = flags.operation?.map((name) => parseEnumeration(Operation, name, '--operation'))
    return planOperation({
      flags,
      operation: QueryAsynchronousRequests,
      request: {
        asynchronousCorrelationValues: values.length === 0 ? undefined : {asynchronousCorrelationValue: values},
        operations: names === undefined ? undefined : {operation: names},
      },
    })
  }
}
