import {describe, expect, it} from 'vitest'
import {askClients} from '../../src/administration/client-questions.ts'
import {updateRole} from '../../src/administration/roles.ts'
import {Create} from '../../src/kmip/operations/create.ts'
import {DiscoverVersions} from '../../src/kmip/operations/discover-versions.ts'
import {Notify} from '../../src/kmip/operations/notify.ts'
import {AddAttribute} from '../../src/kmip/operations/add-attribute.ts'
import {Query} from '../../src/kmip/operations/query.ts'
import {SetEndpointRole} from '../../src/kmip/operations/set-endpoint-role.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {structureNode} from '../../src/ttlv/node.ts'
import {listeningClient, payloadOf} from '../support/listening-client.ts'
import {attributes} from '../support/managed-objects.ts'
import {runServer, type ServerUnderTest} from '../support/running-server.ts'

const admin = {scope: 'app', role: 'admin'}
const toClient = {endpointRole: 'Client'} as const
const toServer = {endpointRole: 'Server'} as const

async function receiving(...kinds: string[]): Promise<ServerUnderTest> {
  const server = await runServer()
  await updateRole(server.store, {...admin, receive: kinds})
  return server
}

describe('Set Endpoint Role', () => {
  it.each(['2.0', '2.1'] as const)(
    'makes the connection one for the requests of the server, at %s',
    async (version) => {
      await using server = await receiving('notify')
      const client = await listeningClient(server)
      const other = await listeningClient(server)
      const key = {CryptographicAlgorithm: 'AES', CryptographicLength: 128, CryptographicUsageMask: 4} as const
      const {uniqueIdentifier} = await other.call(Create, {objectType: 'SymmetricKey', attributes: attributes(key)})
      expect(await client.call(SetEndpointRole, toClient, version)).toEqual(toClient)
      await expect(client.call(Query, {}, version)).rejects.toThrow('PermissionDenied')
      const newAttribute = {key: 'ContactInformation', value: 'ann', index: undefined} as const
      await other.call(AddAttribute, {uniqueIdentifier, newAttribute})
      const message = await client.heard()
      expect(payloadOf(Notify, message).uniqueIdentifier).toBe(uniqueIdentifier)
      client.respond(message)
      expect(await client.call(SetEndpointRole, toServer, version)).toEqual(toServer)
      await client.call(Query, {}, version)
    },
  )

  it('is refused to a role that the server has nothing to say to', async () => {
    await using server = await runServer()
    const client = await listeningClient(server)
    await expect(client.call(SetEndpointRole, toClient, '2.1')).rejects.toThrow('PermissionDenied')
    expect(await client.call(SetEndpointRole, toServer, '2.1')).toEqual(toServer)
    await client.call(Query, {}, '2.1')
  })

  it('is for one connection, not for others of the same client', async () => {
    await using server = await receiving('put')
    const [client, other] = [await listeningClient(server), await listeningClient(server)]
    await client.call(SetEndpointRole, toClient, '2.1')
    await other.call(Query, {}, '2.1')
  })

  it('is what the server asks for too, and changes both ends once the client agrees', async () => {
    await using server = await receiving('query')
    const client = await listeningClient(server)
    await client.call(DiscoverVersions, {}, '2.1')
    const ask = (role: typeof toClient | typeof toServer) =>
      askClients(server.store, {
        ...admin,
        operation: 'SetEndpointRole',
        payload: SetEndpointRole.request.encodeItems(role, '2.1'),
        timeoutMs: 10_000,
      })
    const accept = async (role: typeof toClient | typeof toServer) => {
      const asked = ask(role)
      const message = await client.heard()
      expect(payloadOf(SetEndpointRole, message)).toEqual(role)
      client.respond(message, {
        payload: structureNode(Tag.ResponsePayload, SetEndpointRole.response.encodeItems(role, '2.1')),
      })
      await asked
    }
    await accept(toServer)
    await expect(client.call(Query, {}, '2.1')).rejects.toThrow('PermissionDenied')
    await accept(toClient)
    await client.call(Query, {}, '2.1')
    const refused = ask(toServer)
    const failure = {resultStatus: 'OperationFailed', resultReason: 'PermissionDenied', payload: undefined} as const
    client.respond(await client.heard(), failure)
    expect(await refused).toHaveLength(1)
    await client.call(Query, {}, '2.1')
  })

  it('is not sent to a client whose version has no such operation', async () => {
    await using server = await receiving('query')
    const client = await listeningClient(server)
    await client.call(DiscoverVersions, {}, '1.4')
    const payload = SetEndpointRole.request.encodeItems(toServer, '2.1')
    const answers = await askClients(server.store, {...admin, operation: 'SetEndpointRole', payload, timeoutMs: 10_000})
    expect(answers).toEqual([expect.objectContaining({failed: expect.any(String)})])
    expect(client.pending()).toBe(0)
  })
})
