import type {IncomingMessage} from 'node:http'
import type {MessageEncoding} from '../message-encoding.ts'
import {httpEncodings} from './http-encodings.ts'
import {kmipPath} from './https-url.ts'

/** A request that brings a KMIP message. */
export interface MessageRequest {
  readonly mediaType: string
  readonly encoding: MessageEncoding
}

/** A request that brings none; KMIP has nothing to say to it. */
export interface HttpRefusal {
  readonly status: 404 | 405 | 413 | 415
  /** For the log and for whoever tries the server by hand. */
  readonly problem: string
  readonly headers?: Readonly<Record<string, string>> | undefined
}

export type JudgedRequest = MessageRequest | HttpRefusal

/** Of a request whose head has arrived. */
export function judgeRequest({
  method,
  url,
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): JudgedRequest {
  if (url !== kmipPath) return {status: 404, problem: `There is nothing here but ${kmipPath}`}
  if (method !== 'POST') return {status: 405, problem: 'KMIP messages come by POST', headers: {Allow: 'POST'}}
  // Parameters, as in `text/xml; charset=utf-8`, change nothing: text is UTF-8
  const mediaType = (headers['content-type'] ?? '').replace(/;.*$/s, '').trim().toLowerCase()
  const encoding = httpEncodings.get(mediaType)
  if (encoding !== undefined) return {mediaType, encoding}
  return {status: 415, problem: `The Content-Type must be one of ${[...httpEncodings.keys()].join(', ')}`}
}

export function isHttpRefusal(judged: JudgedRequest): judged is HttpRefusal {
  return 'status' in judged
}
