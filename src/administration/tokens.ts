import {createHash, randomBytes} from 'node:crypto'
import {UsageError} from '../errors.ts'
import type {AdministrationReader, Store, TokenRecord} from '../storage/store.ts'
import {AdministrationError} from './error.ts'
import {findScope} from './find.ts'

/** A token without what it is: who has it, what for, until when. */
export interface TokenDescription {
  /** Names the token and cannot be used in its place. */
  readonly accessor: string
  readonly displayName: string
  /** The one scope that it may administer; everything when undefined. */
  readonly scope: string | undefined
  readonly scopeId: string | undefined
  readonly createdAt: Date
  /** Undefined for one that does not end by itself. */
  readonly expiresAt: Date | undefined
}

export interface CreateToken {
  readonly displayName?: string | undefined
  /** Restricts it to the roles and credentials of this scope. */
  readonly scope?: string | undefined
  readonly ttlSeconds?: number | undefined
  /** Made with it: it may do no more, ends no later, and is revoked together with it. */
  readonly parent?: TokenDescription | undefined
  readonly now: Date
}

/** A new token; it is shown here and kept nowhere. */
export interface NewToken {
  readonly token: string
  readonly description: TokenDescription
}

/** What tokens begin with, so that scanners of sources find the lost ones. */
export const tokenPrefix = 'kmipctl.'

/** 192 bits. */
const secretBytes = 24
const accessorBytes = 9
const longestName = 128
/** Behind a token's accessor follows what is its own: so the children of a token are found by its accessor. */
const generationMark = '.'
const deepest = 8
const longestTtl = 100 * 365 * 24 * 60 * 60

/** @throws UsageError for an unsuitable name or lifetime, AdministrationError NOT_FOUND for the scope */
export async function createToken(store: Store, request: CreateToken): Promise<NewToken> {
  const {parent, now, displayName = parent?.displayName ?? 'token'} = request
  checkRequest(request, displayName)
  const token = `${tokenPrefix}${randomBytes(secretBytes).toString('base64url')}`
  const own = randomBytes(accessorBytes).toString('hex')
  return store.transaction(async ({administration}) => {
    await checkParent(administration, parent)
    const scope = request.scope === undefined ? undefined : await findScope(administration, request.scope)
    const record: TokenRecord = {
      accessor: parent === undefined ? own : `${parent.accessor}${generationMark}${own}`,
      hash: hashOf(token),
      displayName,
      scopeId: scope?.id ?? parent?.scopeId,
      createdAt: now.getTime(),
      expiresAt: endOf(request),
    }
    await administration.insertToken(record)
    return {token, description: await describe(administration, record)}
  })
}

function checkRequest(request: CreateToken, displayName: string): void {
  const {ttlSeconds, parent} = request
  if (displayName === '' || displayName.length > longestName || /\p{Cc}/u.test(displayName)) {
    throw new UsageError(`The name of a token has 1 to ${longestName} characters and no control characters`)
  }
  if (ttlSeconds !== undefined) checkLifetime(ttlSeconds)
  // Before anything is looked up: it does not learn which other scopes there are
  if (parent?.scope !== undefined && request.scope !== undefined && request.scope !== parent.scope) {
    throw new UsageError(`A token for scope ${parent.scope} cannot make one for scope ${request.scope}`)
  }
  if (parent !== undefined && parent.accessor.split(generationMark).length >= deepest) {
    throw new UsageError(`Tokens make tokens up to the ${deepest}th generation`)
  }
}

function checkLifetime(seconds: number): void {
  if (Number.isSafeInteger(seconds) && seconds > 0 && seconds <= longestTtl) return
  throw new UsageError('The lifetime of a token is a whole number of seconds above zero, a hundred years at most', {
    hint: 'Without a lifetime it does not end',
  })
}

/** It may have been revoked since it was shown. */
async function checkParent(
  administration: Pick<AdministrationReader, 'tokens'>,
  parent: TokenDescription | undefined,
): Promise<void> {
  if (parent === undefined) return
  if ((await administration.tokens()).some(({accessor}) => accessor === parent.accessor)) return
  throw new UsageError(`The token ${parent.accessor} has been revoked`)
}

function endOf({ttlSeconds, parent, now}: CreateToken): number | undefined {
  const ends = [
    ...(ttlSeconds === undefined ? [] : [now.getTime() + ttlSeconds * 1000]),
    ...(parent?.expiresAt === undefined ? [] : [parent.expiresAt.getTime()]),
  ]
  return ends.length === 0 ? undefined : Math.min(...ends)
}

/** Whose token it is; undefined when it is none, or has ended. The store is asked for its hash, never for the token. */
export async function authenticateToken(store: Store, token: string, now: Date): Promise<TokenDescription | undefined> {
  const hash = hashOf(token)
  return store.read(async ({administration}) => {
    const record = await administration.token(hash)
    return record === undefined || hasEnded(record, now) ? undefined : describe(administration, record)
  })
}

/** Oldest first; those that have ended are left out. */
export async function listTokens(store: Store, now: Date): Promise<readonly TokenDescription[]> {
  return store.read(async ({administration}) => {
    const current = (await administration.tokens()).filter((record) => !hasEnded(record, now))
    return Promise.all(current.map((record) => describe(administration, record)))
  })
}

/**
 * Ends a token and all that were made with it, from the next request on. Tokens whose time is over are swept away by the
 * way.
 *
 * @throws AdministrationError NOT_FOUND
 */
export async function revokeToken(store: Store, accessor: string, now: Date): Promise<TokenDescription> {
  return store.transaction(async ({administration}) => {
    const tokens = await administration.tokens()
    const record = tokens.find((token) => token.accessor === accessor)
    if (record === undefined) {
      throw new AdministrationError('NOT_FOUND', `No token has the accessor ${accessor}`, {
        hint: 'See the tokens with kmipctl token list',
      })
    }
    const description = await describe(administration, record)
    const isOver = (token: TokenRecord) =>
      token.accessor === accessor || token.accessor.startsWith(`${accessor}${generationMark}`) || hasEnded(token, now)
    for (const token of tokens.filter(isOver)) await administration.deleteToken(token.accessor)
    return description
  })
}

function hasEnded({expiresAt}: TokenRecord, now: Date): boolean {
  return expiresAt !== undefined && expiresAt <= now.getTime()
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

async function describe(
  administration: Pick<AdministrationReader, 'scopeById'>,
  {accessor, displayName, scopeId, createdAt, expiresAt}: TokenRecord,
): Promise<TokenDescription> {
  const scope = scopeId === undefined ? undefined : await administration.scopeById(scopeId)
  return {
    accessor,
    displayName,
    scope: scope?.name ?? scopeId,
    scopeId,
    createdAt: new Date(createdAt),
    expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
  }
}
