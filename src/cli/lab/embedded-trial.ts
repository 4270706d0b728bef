import {askClients} from '../../administration/client-questions.ts'
import {generateCredential} from '../../administration/issue-credential.ts'
import {createRole} from '../../administration/roles.ts'
import type {Credential} from '../../ca/credential-format.ts'
import {
  ephemeralCredential,
  ephemeralScope,
  type EphemeralServer,
  startEphemeralServer,
} from '../../embedded/ephemeral-server.ts'
import {UsageError} from '../../errors.ts'
import {batchItems, operationOf} from '../../lab/conformance/cases/operations.ts'
import type {ServerInitiative} from '../../lab/conformance/run/peer.ts'
import type {ServerUnderTrial, Speaking} from '../../lab/conformance/run/server-peers.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {readStatement} from '../../server/operator-statement.ts'
import {connect} from '../../transport/connect.ts'
import type {TlsMaterial} from '../../transport/tls-material.ts'
import {child, ItemType, type TtlvNode} from '../../ttlv/node.ts'

/** Milliseconds within which a server of this process takes its initiative. */
const initiativeMs = 5000

/** A server of this process to be tried, and what ends it. */
export interface EmbeddedTrial extends AsyncDisposable {
  readonly trial: ServerUnderTrial
}

/**
 * Starts a server for a trial. Where a case has it speak first, the client's role is one that receives that. `stated` holds
 * what its operator vouches for.
 */
export async function startEmbeddedTrial(stated: readonly TtlvNode[] = []): Promise<EmbeddedTrial> {
  const server = await startEphemeralServer({
    interop: true,
    httpsListeners: [{host: '127.0.0.1', port: 0}],
    statement: stated.length === 0 ? undefined : readStatement(stated),
  })
  const {address, httpsUrl, credential} = server
  const tls = tlsMaterial(credential)
  return {
    trial: {
      connect: (options) => connect({address, tls, ...options}),
      httpsUrl: httpsUrl === undefined ? undefined : new URL(httpsUrl),
      tls,
      initiativeMs,
      speaking: (initiatives) => speaking(server, initiatives),
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

async function speaking(
  {store, address}: EphemeralServer,
  initiatives: readonly ServerInitiative[],
): Promise<Speaking> {
  const now = new Date()
  const role = `receives-${initiatives.join('-')}-${performance.now().toFixed(3).replace('.', '-')}`
  await createRole(store, {scope: ephemeralScope, role, operations: ['all'], receive: initiatives, now})
  const {credential} = await generateCredential(store, {scope: ephemeralScope, role, ...ephemeralCredential, now})
  const tls = tlsMaterial(credential)
  const asks = initiatives.includes('query')
  return {
    connect: (options) => connect({address, tls, ...options}),
    provoke: asks ? (request) => ask({store, role}, request) : undefined,
  }
}

async function ask(
  {store, role}: {readonly store: EphemeralServer['store']; readonly role: string},
  request: TtlvNode,
): Promise<void> {
  const [item] = batchItems(request)
  const operation = item === undefined ? '' : operationOf(item)
  if (operation !== 'Query' && operation !== 'DiscoverVersions') return
  const payload = item === undefined ? undefined : child(item, Tag.RequestPayload)
  const answers = await askClients(store, {
    scope: ephemeralScope,
    role,
    operation,
    payload: payload?.type === ItemType.Structure ? payload.value : [],
    timeoutMs: initiativeMs,
  })
  const failed = answers.find((answer) => answer.failed !== undefined)?.failed
  if (failed !== undefined) throw new UsageError(`The server got no response: ${failed}`)
}

function tlsMaterial({certificatePem, chainPem, privateKeyPem}: Credential): TlsMaterial {
  return {ca: chainPem, cert: [certificatePem, ...chainPem].join('\n'), key: privateKeyPem}
}
