import {KmipClient, type TracedMessage} from '../../../client/kmip-client.ts'
import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
import type {Channel, ConnectionOptions} from '../../../transport/connection.ts'
import {HttpsExchange} from '../../../transport/https-exchange.ts'
import type {TlsMaterial} from '../../../transport/tls-material.ts'
import {readBinary} from '../../../ttlv/binary-reader.ts'
import {writeBinary} from '../../../ttlv/binary-writer.ts'
import {readJson} from '../../../ttlv/json-reader.ts'
import {writeJson} from '../../../ttlv/json-writer.ts'
import {defaultLimits} from '../../../ttlv/limits.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import {readXml} from '../../../ttlv/xml-reader.ts'
import {writeXml} from '../../../ttlv/xml-writer.ts'
import {acknowledgement} from './acknowledgement.ts'
import type {Binding, OpenPeer, Peer, ServerInitiative, ServerRequest} from './peer.ts'
import {ServerInbox} from './server-inbox.ts'
import {type Login, withLogin} from './with-login.ts'

/** Opens a connection over TLS. */
export type Connect = (options: {
  readonly signal?: AbortSignal | undefined
  readonly onRequest: ConnectionOptions['onRequest']
}) => Promise<Channel>

/** A way to the server on which it takes initiatives. */
export interface Speaking {
  readonly connect: Connect
  readonly provoke?: Peer['provoke']
}

/** Where the server is, and how to get there. */
export interface ServerUnderTrial {
  readonly connect: Connect
  /** Where it takes HTTPS; absent where it does not. */
  readonly httpsUrl?: URL | undefined
  readonly tls: TlsMaterial
  readonly timeoutMs?: number | undefined
  /** A user name for the requests that have none. */
  readonly login?: Login | undefined
  /** Sees what goes over the wire; of HTTPS the messages in binary, whatever their encoding there. */
  readonly onMessage?: ((message: TracedMessage) => void) | undefined
  /** How long to wait for the server's initiative. */
  readonly initiativeMs: number
  /** A connection on which the server takes these initiatives; without it that is left to its settings. */
  readonly speaking?: ((initiatives: readonly ServerInitiative[]) => Promise<Speaking>) | undefined
}

/** Peers of a server, over TLS and where it has an address for that over HTTPS. */
export function serverPeers(server: ServerUnderTrial): OpenPeer {
  return async (binding, initiatives) => {
    if (binding !== 'ttlv') {
      return server.httpsUrl === undefined ? undefined : httpsPeer(server, server.httpsUrl, encodings[binding])
    }
    if (initiatives.length === 0) {
      return tlsPeer(server, server, (request) => request.respond(acknowledgement(request.node, new Date())))
    }
    const inbox = new ServerInbox(server.initiativeMs)
    const peer = tlsPeer(server, (await server.speaking?.(initiatives)) ?? server, (request) => inbox.put(request))
    return {...peer, hear: () => inbox.take()}
  }
}

function tlsPeer(
  {timeoutMs, login, onMessage}: ServerUnderTrial,
  {connect, provoke}: Speaking,
  onServerRequest: (request: ServerRequest) => void,
): Peer {
  const onRequest: ConnectionOptions['onRequest'] = (bytes, respond) => {
    const node = readBinary(bytes, {vocabulary: kmipVocabulary})
    onMessage?.({direction: 'request', bytes, node})
    onServerRequest({
      node,
      respond(response) {
        const answer = writeBinary(response)
        onMessage?.({direction: 'response', bytes: answer, node: response})
        respond(answer)
      },
    })
  }
  const client = new KmipClient({open: ({signal}) => connect({signal, onRequest}), timeoutMs, onMessage})
  return {
    exchange: (request) => client.send(withLogin(request, login)),
    hear: () => Promise.resolve(undefined),
    provoke,
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  }
}

interface Encoding {
  readonly contentType: string
  readonly write: (node: TtlvNode) => Uint8Array
  readonly read: (bytes: Uint8Array) => TtlvNode
}

const encodings: Readonly<Record<Exclude<Binding, 'ttlv'>, Encoding>> = {
  'https-ttlv': {
    contentType: 'application/octet-stream',
    write: writeBinary,
    read: (bytes) => readBinary(bytes, {vocabulary: kmipVocabulary}),
  },
  'https-xml': {
    contentType: 'text/xml',
    write: (node) => Buffer.from(writeXml(node, kmipVocabulary)),
    read: (bytes) => readXml(Buffer.from(bytes).toString(), kmipVocabulary),
  },
  'https-json': {
    contentType: 'application/json',
    write: (node) => Buffer.from(writeJson(node, kmipVocabulary)),
    read: (bytes) => readJson(Buffer.from(bytes).toString(), kmipVocabulary),
  },
}

/** Over HTTPS a server would need an HTTPS server of ours to take an initiative. */
function httpsPeer(server: ServerUnderTrial, url: URL, {contentType, write, read}: Encoding): Peer {
  const {tls, timeoutMs, login, onMessage} = server
  const exchange = new HttpsExchange({url, tls, timeoutMs, messageSize: defaultLimits.messageSize})
  return {
    async exchange(request) {
      const sent = withLogin(request, login)
      onMessage?.({direction: 'request', bytes: writeBinary(sent), node: sent})
      const answer = read(await exchange.post(write(sent), contentType))
      onMessage?.({direction: 'response', bytes: writeBinary(answer), node: answer})
      return answer
    },
    hear: () => Promise.resolve(undefined),
    [Symbol.asyncDispose]: () => exchange[Symbol.asyncDispose](),
  }
}
