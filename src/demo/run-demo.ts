import {createRole} from '../administration/roles.ts'
import {createScope} from '../administration/scopes.ts'
import {generateCredential} from '../administration/issue-credential.ts'
import {createClient, type KmipClient} from '../client/kmip-client.ts'
import {ephemeralCredential, startEphemeralServer, type EphemeralServer} from '../embedded/ephemeral-server.ts'
import {formatAddress} from '../transport/address.ts'
import {converse, demonstrated} from './conversation.ts'
import type {Narrator} from './narrator.ts'

export interface DemoSummary {
  readonly server: string
  readonly steps: readonly string[]
  readonly messages: number
}

/** The whole loop in one process: server, scope, role, credential, a key's life over mutual TLS. */
export async function runDemo(narrator: Narrator): Promise<DemoSummary> {
  const steps: string[] = []
  let messages = 0
  const counting: Narrator = {
    step(title) {
      steps.push(title)
      narrator.step(title)
    },
    remark: (text) => narrator.remark(text),
    message(message) {
      messages++
      narrator.message(message)
    },
  }
  counting.step('Start a server with its store in memory')
  await using server = await startEphemeralServer()
  const address = formatAddress(server.address)
  counting.remark(`KMIP over mutual TLS on ${address}, with a certificate authority of its own`)
  await using app = await clientOf(server, 'finance', counting)
  await using stranger = await clientOf(server, 'research', counting)
  await converse({app, stranger}, counting)
  return {server: address, steps, messages}
}

async function clientOf(server: EphemeralServer, scope: string, narrator: Narrator): Promise<KmipClient> {
  const now = new Date()
  narrator.step(`Make the scope ${scope}, a role and a credential in it`)
  await createScope(server.store, scope, now)
  await createRole(server.store, {scope, role: 'app', operations: demonstrated, now})
  const {credential, description} = await generateCredential(server.store, {
    scope,
    role: 'app',
    ...ephemeralCredential,
    now,
  })
  narrator.remark(`Role app may ${demonstrated.join(', ')}`)
  narrator.remark(`Client certificate ${description.serialNumber}, valid until ${description.notAfter.toISOString()}`)
  return createClient({
    connection: {
      address: server.address,
      tls: {
        ca: credential.chainPem,
        cert: [credential.certificatePem, ...credential.chainPem].join('\n'),
        key: credential.privateKeyPem,
      },
    },
    onMessage: (message) => narrator.message(message),
  })
}
