import {ClientQuestionCommand, type ClientQuestionResult, questionFlags} from '../../cli/client-question-command.ts'

export type ClientDiscoverVersionsResult = ClientQuestionResult

export default class ClientDiscoverVersions extends ClientQuestionCommand {
  static override summary = 'Ask the connected clients of a role which versions of KMIP they speak'
  static override description =
    'The server asks them over the connections that they have open, once they have sent a request of their own. The role must receive query: kmipctl role update ROLE --receive query.'
  static override examples = ['<%= config.bin %> <%= command.id %> --scope finance --role app']
  static override flags = questionFlags

  async run(): Promise<ClientDiscoverVersionsResult> {
    const {flags} = await this.parse(ClientDiscoverVersions)
    return this.askAndShow(flags, 'DiscoverVersions', [])
  }
}
