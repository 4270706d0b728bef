import {Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {parseProtocolVersion} from '../../notation/protocol-version.ts'
import {DiscoverVersions} from '../../kmip/operations/discover-versions.ts'

export type OpDiscoverVersionsResult = OperationResult

export default class OpDiscoverVersions extends OperationCommand {
  static override summary = 'Ask which versions of KMIP the server speaks'
  static override description = 'Newest first. With --offer, only those that the client offers and the server has too.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --offer 2.1 --offer 1.4',
  ]
  static override flags = {
    output: outputFlag,
    offer: Flags.string({
      summary: 'Version that the client has; repeat it for several',
      helpValue: 'VERSION',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }

  protected async plan() {
    const {flags} = await this.parse(OpDiscoverVersions)
    const protocolVersion = (flags.offer ?? []).map((text) => parseProtocolVersion(text, '--offer'))
    return planOperation({flags, operation: DiscoverVersions, request: {protocolVersion}})
  }
}
