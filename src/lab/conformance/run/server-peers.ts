import {KmipClient} from '../../../client/kmip-client.ts'
import type {OpenChannel} from '../../../client/reconnecting-channel.ts'
import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
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
import type {Binding, OpenPeer, Peer} from './peer.ts'

/** Where the server is, and how to get there. */
export interface ServerUnderTrial {
  /** Opens a connection over TLS. */
  readonly connect: OpenChannel
  /** Where it takes HTTPS; absent where it does not. */
  readonly httpsUrl?: URL | undefined
  readonly tls: TlsMaterial
  readonly timeoutMs?: number | undefined
}

/** Peers of a server, over TLS and where it has an address for that over HTTPS. */
export function serverPeers(server: ServerUnderTrial): OpenPeer {
  return (binding) => {
    if (binding === 'ttlv') return tlsPeer(server)
    return server.httpsUrl === undefined ? undefined : httpsPeer(server, server.httpsUrl, encodings[binding])
  }
}

function tlsPeer({connect, timeoutMs}: ServerUnderTrial): Peer {
  const client = new KmipClient({open: connect, timeoutMs})
  return {
    exchange: (request) => client.send(request),
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

function httpsPeer({tls, timeoutMs}: ServerUnderTrial, url: URL, {contentType, write, read}: Encoding): Peer {
  const exchange = new HttpsExchange({url, tls, timeoutMs, messageSize: defaultLimits.messageSize})
  return {
    exchange: async (request) => read(await exchange.post(write(request), contentType)),
    [Symbol.asyncDispose]: () => exchange[Symbol.asyncDispose](),
  }
}
