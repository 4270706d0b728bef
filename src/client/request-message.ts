import {UsageError} from '../errors.ts'
import {encodeRequest} from '../kmip/message/message.ts'
import type {RequestHeader} from '../kmip/message/header.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {inRange, protocolVersionOf, type Version} from '../kmip/spec/version.ts'
import type {Authentication} from '../kmip/structures/authentication.ts'
import {UsernameAndPasswordCredential} from '../kmip/structures/username-and-password-credential.ts'
import type {Operation} from '../kmip/schema/operation.ts'
import {structureNode, type TtlvNode} from '../ttlv/node.ts'
import type {OperationCall} from './operation-call.ts'

/** Fields of the request header that a caller may set; those that the version does not know are left out. */
export interface HeaderOptions extends Partial<Omit<RequestHeader, 'protocolVersion' | 'batchCount' | 'timeStamp'>> {
  /** Sends the time of our clock; off when absent, because servers refuse clocks that go wrong. */
  readonly timeStamp?: boolean | undefined
  /** Sends Authentication with a user name and a password. */
  readonly login?: {readonly username: string; readonly password?: string | undefined} | undefined
}

export interface RequestContext {
  readonly version: Version
  readonly header: HeaderOptions
  readonly now: () => Date
}

/**
 * The message for some operations. Items have an identifier only when there are several: KMIP demands it then, and
 * some servers stumble over it otherwise.
 *
 * @throws UsageError when the version lacks an operation
 */
export function requestMessage(calls: readonly OperationCall[], context: RequestContext): TtlvNode {
  const {version, header, now} = context
  const {timeStamp, login, ...fields} = header
  const batchItems = calls.map(({operation, request}, index) => {
    checkVersion(operation, version)
    return {
      operation: operation.name,
      ...(calls.length === 1 ? {} : {uniqueBatchItemId: batchItemId(index)}),
      payload: structureNode(Tag.RequestPayload, operation.request.encodeItems(request, version)),
      messageExtensions: [],
    }
  })
  const message = {
    header: {
      ...fields,
      protocolVersion: protocolVersionOf(version),
      ...(login === undefined ? {} : {authentication: authentication(login, version)}),
      ...(timeStamp === true ? {timeStamp: now()} : {}),
      batchCount: calls.length,
    },
    batchItems,
  }
  return encodeRequest(message, version)
}

/** Four bytes, counting from 1. */
export function batchItemId(index: number): Uint8Array {
  const id = Buffer.alloc(4)
  id.writeUInt32BE(index + 1)
  return id
}

function checkVersion({name, range}: Operation, version: Version): void {
  if (inRange(range, version)) return
  const versions = range.until === undefined ? `since ${range.since}` : `from ${range.since} to ${range.until}`
  throw new UsageError(`KMIP ${version} has no operation ${name}, which exists ${versions}`, {
    hint: `Choose the version with --kmip-version ${range.since}`,
  })
}

function authentication(login: NonNullable<HeaderOptions['login']>, version: Version): Authentication {
  const credentialValue = structureNode(Tag.CredentialValue, UsernameAndPasswordCredential.encodeItems(login, version))
  return {credential: [{credentialType: 'UsernameAndPassword', credentialValue}]}
}
