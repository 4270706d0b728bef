import {UsageError} from '../errors.ts'
import {encodeRequest} from '../kmip/message/message.ts'
import type {RequestHeader} from '../kmip/message/header.ts'
import {Operation as OperationEnumeration} from '../kmip/spec/enumerations.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {inRange, protocolVersionOf, type Version, type VersionRange} from '../kmip/spec/version.ts'
import type {Credential} from '../kmip/structures/credential.ts'
import {TicketCredential} from '../kmip/structures/ticket-credential.ts'
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
  /** Sends Authentication with a user name and a hashed password, since 2.0; see `hashedLogin`. */
  readonly hashedLogin?: HashedLogin | undefined
  /** Sends Authentication with the value of a ticket that Login gave, since 2.0. */
  readonly ticket?: Uint8Array | undefined
}

/** A password that each message holds in another form, and each answer has to prove. */
export interface HashedLogin {
  credential(now: Date, version: Version): Credential
  /** @throws UnexpectedResponseError when the server did not prove that it knows the password */
  check(request: TtlvNode, response: TtlvNode): void
}

/** Of tickets and hashed passwords. */
const newerRange: VersionRange = {since: '2.0'}

/** What a version must have for the header, as if it were an operation. */
export function neededByHeader({ticket, hashedLogin}: HeaderOptions): readonly {readonly range: VersionRange}[] {
  return ticket === undefined && hashedLogin === undefined ? [] : [{range: newerRange}]
}

export interface RequestContext {
  readonly version: Version
  readonly header: HeaderOptions
  readonly now: () => Date
  /** The version is the highest that the server and we know. */
  readonly isNegotiated?: boolean | undefined
}

/**
 * The message for some operations. Items have an identifier only when there are several: KMIP demands it then, and
 * some servers stumble over it otherwise.
 *
 * @throws UsageError when the version lacks an operation
 */
export function requestMessage(calls: readonly OperationCall[], context: RequestContext): TtlvNode {
  const {version, header, now} = context
  const {timeStamp, login, hashedLogin, ticket, ...fields} = header
  const credential = credentials({login, hashedLogin, ticket}, context)
  const batchItems = calls.map(({operation, request}, index) => {
    checkVersion(operation, context)
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
      ...(credential.length === 0 ? {} : {authentication: {credential}}),
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

function checkVersion({name: word, range}: Operation, {version, isNegotiated}: RequestContext): void {
  if (inRange(range, version)) return
  const name = OperationEnumeration.specName(word) ?? word
  const versions = range.until === undefined ? `since ${range.since}` : `from ${range.since} to ${range.until}`
  if (isNegotiated === true) {
    throw new UsageError(`The server speaks KMIP ${version} at most, which has no operation ${name}`, {
      hint: `It exists ${versions}`,
    })
  }
  throw new UsageError(`KMIP ${version} has no operation ${name}, which exists ${versions}`, {
    hint: `Choose the version with --kmip-version ${range.since}`,
  })
}

function credentials({login, hashedLogin, ticket}: HeaderOptions, {version, now}: RequestContext): Credential[] {
  const found: Credential[] = []
  if (login !== undefined) {
    const items = UsernameAndPasswordCredential.encodeItems(login, version)
    found.push({credentialType: 'UsernameAndPassword', credentialValue: structureNode(Tag.CredentialValue, items)})
  }
  if (hashedLogin !== undefined) {
    if (!inRange(newerRange, version)) {
      throw new UsageError(`KMIP ${version} has no hashed passwords, which exist since 2.0`, {
        hint: 'Choose the version with --kmip-version 2.0, or leave --password-hash out',
      })
    }
    found.push(hashedLogin.credential(now(), version))
  }
  if (ticket !== undefined) {
    if (!inRange(newerRange, version)) {
      throw new UsageError(`KMIP ${version} has no tickets, which exist since 2.0`, {
        hint: 'Choose the version with --kmip-version 2.0, or leave the ticket out',
      })
    }
    const items = TicketCredential.encodeItems({ticket: {ticketType: 'Login', ticketValue: ticket}}, version)
    found.push({credentialType: 'Ticket', credentialValue: structureNode(Tag.CredentialValue, items)})
  }
  return found
}
