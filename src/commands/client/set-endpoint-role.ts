import {Args} from '@oclif/core'
import {ClientQuestionCommand, type ClientQuestionResult, questionFlags} from '../../cli/client-question-command.ts'
import {SetEndpointRole} from '../../kmip/operations/set-endpoint-role.ts'

export type ClientSetEndpointRoleResult = ClientQuestionResult

const sides = {client: 'Client', server: 'Server'} as const

export default class ClientSetEndpointRole extends ClientQuestionCommand {
  static override summary = 'Ask the connected clients of a role to change sides'
  static override description =
    'SIDE is what the client shall be on its connection. Once it has agreed to be the server, the connection is for the requests of this server only, until one of both sides changes it back. The clients must have sent a request of KMIP 2.0 or later, and the role must receive query: kmipctl role update ROLE --receive query.'
  static override usage = '<%= command.id %> SIDE [FLAGS]'
  static override examples = ['<%= config.bin %> <%= command.id %> server --scope finance --role app']
  static override args = {
    side: Args.string({required: true, description: 'client or server', options: Object.keys(sides)}),
  }
  static override flags = questionFlags

  async run(): Promise<ClientSetEndpointRoleResult> {
    const {args, flags} = await this.parse(ClientSetEndpointRole)
    const endpointRole = args.side === 'server' ? sides.server : sides.client
    return this.askAndShow(flags, 'SetEndpointRole', SetEndpointRole.request.encodeItems({endpointRole}, '2.0'))
  }
}
