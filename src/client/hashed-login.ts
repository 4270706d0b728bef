import {createHash} from 'node:crypto'
import {UsageError} from '../errors.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {HashedPasswordCredential} from '../kmip/structures/hashed-password-credential.ts'
import {ItemType, structureNode, type TtlvNode} from '../ttlv/node.ts'
import type {HashedLogin} from './request-message.ts'
import {UnexpectedResponseError} from './unexpected-response-error.ts'

/** OpenSSL's names of the Hashing Algorithms that a password is sent with, by the words for them. */
const hashes = {
  'sha-256': {algorithm: 'SHA_256', hash: 'sha256'},
  'sha-384': {algorithm: 'SHA_384', hash: 'sha384'},
  'sha-512': {algorithm: 'SHA_512', hash: 'sha512'},
} as const

export type PasswordHash = keyof typeof hashes

/** Reads the name of a hash, in whatever case. Throws a UsageError for anything else. */
export function parsePasswordHash(text: string): PasswordHash {
  const found = text.trim().toLowerCase()
  if (Object.hasOwn(hashes, found)) return found as PasswordHash
  throw new UsageError(`${JSON.stringify(text)} is not a hash for passwords`, {
    hint: `Use ${Object.keys(hashes).join(', ')}`,
  })
}

/** The Result Status Operation Failed. */
const failed = 1

/** Microseconds since 1970 of the last message of the process: a server takes no time twice. */
let lastTime = 0n

/**
 * Sends a password as a Hashed Password, which differs in each message, and checks that the server knows it too.
 * KMIP 2.1 sections 8.5 and 9.11.
 */
export function hashedLogin(username: string, password: string, name: PasswordHash): HashedLogin {
  const {algorithm, hash} = hashes[name]
  const digest = (...parts: readonly Uint8Array[]) => {
    const running = createHash(hash)
    for (const part of parts) running.update(part)
    return running.digest()
  }
  const s1 = digest(Buffer.from(username + password))
  const s2 = digest(Buffer.from(password + username))
  return {
    credential(now, version) {
      const timeStamp = laterThanLast(BigInt(now.getTime()) * 1000n)
      const hashedPassword = Buffer.concat([digest(s1, timeBytes(timeStamp)), s2])
      const value = {username, timeStamp, hashingAlgorithm: algorithm, hashedPassword}
      const items = HashedPasswordCredential.encodeItems(value, version)
      return {credentialType: 'HashedPassword', credentialValue: structureNode(Tag.CredentialValue, items)}
    },
    check(request, response) {
      const time = sentTime(request)
      if (time === undefined) return
      const proof = child(child(response, Tag.ResponseHeader), Tag.ServerHashedPassword)
      if (proof === undefined && isRefusal(response)) return
      const expected = digest(timeBytes(time), s1, digest(s2))
      if (proof?.type === ItemType.ByteString && expected.equals(proof.value)) return
      const what = proof === undefined ? 'no Server Hashed Password' : 'a wrong Server Hashed Password'
      throw new UnexpectedResponseError(
        `Response has ${what}, so the server did not prove that it knows the password of user ${username}`,
        {hint: 'Check that it is the right server, and that it looks at passwords that are sent hashed'},
      )
    },
  }
}

function laterThanLast(time: bigint): bigint {
  lastTime = time > lastTime ? time : lastTime + 1n
  return lastTime
}

function timeBytes(microseconds: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(microseconds)
  return bytes
}

/** Undefined for messages that were made without a hashed password. */
function sentTime(request: TtlvNode): bigint | undefined {
  const authentication = child(child(request, Tag.RequestHeader), Tag.Authentication)
  for (const credential of children(authentication)) {
    const value = child(credential, Tag.CredentialValue)
    const time = child(value, Tag.TimeStamp)
    const algorithm = child(value, Tag.HashingAlgorithm)
    const isHashed = child(value, Tag.HashedPassword) !== undefined && algorithm !== undefined
    if (isHashed && time?.type === ItemType.DateTimeExtended) return time.value
  }
  return undefined
}

/** A server that refuses all of a message has to prove nothing. */
function isRefusal(response: TtlvNode): boolean {
  const items = children(response).filter(({tag}) => tag === Tag.BatchItem)
  return items.every((item) => child(item, Tag.ResultStatus)?.value === failed)
}

function children(node: TtlvNode | undefined): readonly TtlvNode[] {
  return node?.type === ItemType.Structure ? node.value : []
}

function child(node: TtlvNode | undefined, tag: number): TtlvNode | undefined {
  return children(node).find((item) => item.tag === tag)
}
