import {Flags} from '@oclif/core'
import {ClientQuestionCommand, type ClientQuestionResult, questionFlags} from '../../cli/client-question-command.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'
import {Query} from '../../kmip/operations/query.ts'
import {QueryFunction} from '../../kmip/spec/enumerations.ts'

export type ClientQueryResult = ClientQuestionResult

export default class ClientQuery extends ClientQuestionCommand {
  static override summary = 'Ask the connected clients of a role what they can do'
  static override description =
    'The server asks them over the connections that they have open, once they have sent a request of their own. The role must receive query: kmipctl role update ROLE --receive query.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --scope finance --role app',
    '<%= config.bin %> <%= command.id %> --scope finance --role app --function profiles --wait 2m --output xml',
  ]
  static override flags = {
    ...questionFlags,
    function: Flags.string({
      summary: 'What to ask, such as operations, objects or profiles; repeat it for several',
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
      default: ['operations', 'objects', 'server-information'],
    }),
  }

  async run(): Promise<ClientQueryResult> {
    const {flags} = await this.parse(ClientQuery)
    const names = flags.function.flatMap((text) => text.split(','))
    const queryFunction = names.map((name) => parseEnumeration(QueryFunction, name, '--function', {prefix: 'Query'}))
    return this.askAndShow(flags, 'Query', Query.request.encodeItems({queryFunction}, 'any'))
  }
}
