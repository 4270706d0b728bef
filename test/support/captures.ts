import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {decodeResponse, type ResponseMessage} from '../../src/kmip/message/message.ts'
import {readBinary} from '../../src/ttlv/binary-reader.ts'
import type {TtlvNode} from '../../src/ttlv/node.ts'
import {createTestEngine, type TestEngine} from './test-engine.ts'

/** A request that a real client sent, in fixtures/captures. */
export interface Capture {
  readonly client: string
  readonly label: string
  /** Hexadecimal digits. */
  readonly request: string
  /** Where another server's answer was recorded too: the identifiers in it, each once. */
  readonly identifiers?: readonly string[]
  /** Whether that server refused an item. */
  readonly fails?: boolean
}

export const captures: readonly Capture[] = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../fixtures/captures/requests.json', import.meta.url)), 'utf8'),
)

export function capture(client: string, label: string): Capture {
  const found = captures.find((one) => one.client === client && one.label === label)
  if (found === undefined) throw new Error(`There is no capture ${label} of ${client}`)
  return found
}

export function requestOf({request}: Capture): TtlvNode {
  return readBinary(Buffer.from(request, 'hex'))
}

/** An engine that numbers its objects from 1 on, as the servers did from which the captures come. */
export async function createNumberingEngine(): Promise<TestEngine> {
  let number = 0
  return createTestEngine({entropy: {identifier: () => String(++number)}})
}

/** Sends a captured request as it is. */
export async function replay(t: TestEngine, one: Capture): Promise<ResponseMessage> {
  return decodeResponse(await t.send(requestOf(one)))
}
