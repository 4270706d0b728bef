import {readClientHello, type ClientHello} from './client-hello.ts'

/** What a peer begins a connection with. */
export type Opening =
  | {readonly kind: 'tls'; readonly hello: ClientHello | undefined}
  | {readonly kind: 'http' | 'plain_ttlv' | 'proxy_protocol'}

/** TLS records, and whatever only OpenSSL can tell. */
const other: Opening = {kind: 'tls', hello: undefined}

const httpRequest = /^(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|CONNECT|TRACE|PRI) /
/** The head of a Request Message, KMIP 1.4 section 9.1.1: its tag and the type Structure. */
const requestMessage = [0x42, 0x00, 0x78, 0x01]
const proxyText = 'PROXY '
const proxyBinary = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]

/** Tells from the first bytes what is going to be spoken. */
export function readOpening(bytes: Uint8Array): Opening {
  if (begins(bytes, requestMessage)) return {kind: 'plain_ttlv'}
  if (begins(bytes, proxyBinary)) return {kind: 'proxy_protocol'}
  const text = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (text.startsWith(proxyText)) return {kind: 'proxy_protocol'}
  if (httpRequest.test(text)) return {kind: 'http'}
  const hello = readClientHello(bytes)
  return hello === undefined ? other : {kind: 'tls', hello}
}

function begins(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}
