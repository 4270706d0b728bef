import {describe, expect, it} from 'vitest'
import {createScope} from '../../src/administration/scopes.ts'
import {generateCredential} from '../../src/administration/issue-credential.ts'
import {writeRole} from '../../src/administration/write-role.ts'
import {encodeRequest} from '../../src/kmip/message/message.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {protocolVersionOf} from '../../src/kmip/spec/version.ts'
import {writeBinary} from '../../src/ttlv/binary-writer.ts'
import {structureNode} from '../../src/ttlv/node.ts'
import {request, runServer, type ServerUnderTest, type TestClient} from '../support/running-server.ts'

const app = {scope: 'app', role: 'admin'}

const write = (test: ServerUnderTest, fields: Readonly<Record<string, unknown>>) =>
  writeRole(test.store, {...app, fields, now: new Date()})

/** What became of Query. */
async function ask(client: TestClient) {
  const [item] = (await client.ask(request(1, {item: {operation: 'Query'}}))).batchItems ?? []
  return item?.resultReason ?? item?.resultStatus
}

/** One message whose items are all answered, whatever becomes of each. */
function batch(operations: readonly ('Query' | 'DiscoverVersions')[]): Uint8Array {
  const batchItems = operations.map((operation, index) => ({
    operation,
    uniqueBatchItemId: Uint8Array.of(index),
    payload: structureNode(Tag.RequestPayload, []),
  }))
  const protocolVersion = protocolVersionOf('1.2')
  const header = {protocolVersion, batchErrorContinuationOption: 'Continue', batchCount: batchItems.length} as const
  return writeBinary(encodeRequest({header, batchItems}, '1.2'))
}

describe('Vault section 4: the operations of a role', () => {
  it('are judged for each request, also on a connection that is open', async () => {
    await using test = await runServer()
    const client = await test.connect()
    expect(await ask(client)).toBe('Success')
    await write(test, {operation_get: true})
    expect(await ask(client)).toBe('PermissionDenied')
    await write(test, {operation_query: true})
    expect(await ask(client)).toBe('Success')
    await write(test, {operation_query: false})
    expect(await ask(client)).toBe('PermissionDenied')
    await write(test, {operation_all: true})
    expect(await ask(client)).toBe('Success')
    await write(test, {operation_none: true})
    expect(await ask(client)).toBe('PermissionDenied')
  })

  it('that are not granted are refused for their item of the batch alone', async () => {
    await using test = await runServer()
    await write(test, {operation_discover_versions: true})
    const client = await test.connect()
    const {batchItems = []} = await client.ask(batch(['DiscoverVersions', 'Query', 'DiscoverVersions']))
    expect(batchItems.map(({resultReason, resultStatus}) => resultReason ?? resultStatus)).toEqual([
      'Success',
      'PermissionDenied',
      'Success',
    ])
  })

  it('are those of the role in the certificate, whatever other roles and scopes allow', async () => {
    await using test = await runServer()
    const now = new Date()
    await createScope(test.store, 'other', now)
    const reader = {scope: 'other', role: 'admin'}
    await writeRole(test.store, {...reader, fields: {operation_discover_versions: true}, now})
    const {credential} = await generateCredential(test.store, {...reader, now})
    const [own, other] = [await test.connect(), await test.connect({credential})]
    expect(await ask(own)).toBe('Success')
    expect(await ask(other)).toBe('PermissionDenied')
  })
})
