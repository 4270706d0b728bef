import {
  authenticateToken,
  createToken,
  listTokens,
  revokeToken,
  type TokenDescription,
} from '../../administration/tokens.ts'
import {UsageError} from '../../errors.ts'
import {ApiFailure, permissionDenied} from '../http/failure.ts'
import {secondsOf} from '../http/duration.ts'
import {type FieldSchemas, type FieldValues, textField, textsField} from '../http/fields.ts'
import {type Call, listOutcome, type Route} from '../routes/route.ts'

const creation: FieldSchemas = {
  ttl: {type: 'duration', description: 'Lifetime; that of the token that asks when absent'},
  explicit_max_ttl: {type: 'duration', description: 'Ends the token too'},
  display_name: {type: 'string', description: 'Name, for people and the journal'},
  policies: {type: 'list', description: 'root or default: the same rights; scope:NAME: those for one scope'},
  meta: {type: 'map', description: 'Without effect'},
  no_parent: {type: 'bool', description: 'Refused: every token ends with the one that made it'},
  no_default_policy: {type: 'bool', description: 'Without effect'},
  renewable: {type: 'bool', description: 'Without effect: tokens are not renewable'},
  type: {type: 'string', description: 'service; others are refused'},
  num_uses: {type: 'int', description: 'Zero; others are refused: the uses of a token are not counted'},
  period: {type: 'duration', description: 'Refused: tokens are not renewable'},
  lease: {type: 'duration', description: 'The same as ttl'},
}

const accessorField: FieldSchemas = {accessor: {type: 'string', description: 'Accessor of the token', required: true}}

/** What the clients of Vault do with their token, and with those of others. */
export const tokenRoutes: readonly Route[] = [
  {
    path: 'auth/token/lookup-self',
    operations: {
      GET: {summary: 'Read who the token is', audience: 'token', fields: {}, run: lookUp},
      POST: {summary: 'Read who the token is', audience: 'token', fields: {}, run: lookUp},
    },
  },
  {
    path: 'auth/token/renew-self',
    operations: {
      POST: {
        summary: 'Refused with a sentence: tokens end when they were to end',
        audience: 'token',
        fields: {increment: {type: 'duration', description: 'Without effect'}},
        run: async () => {
          throw new ApiFailure(400, 'lease is not renewable')
        },
      },
    },
  },
  {
    path: 'auth/token/revoke-self',
    operations: {
      POST: {
        summary: 'End the token, and those that were made with it',
        audience: 'token',
        fields: {},
        run: async ({store, token, now}) => {
          await revokeToken(store, tokenOf(token).accessor, now)
          return {}
        },
      },
    },
  },
  {
    path: 'auth/token/lookup',
    operations: {
      POST: {
        summary: 'Read whose a token is',
        audience: 'token',
        fields: {token: {type: 'string', description: 'Token', required: true}},
        run: async (call) => {
          const given = textField(call.fields, 'token') ?? ''
          const found = await authenticateToken(call.store, given, call.now)
          // As Vault answers for a token that there is not
          if (found === undefined) throw new ApiFailure(403, 'bad token')
          return describeToken(reachable(call, found), given, call.now)
        },
      },
    },
  },
  {
    path: 'auth/token/lookup-accessor',
    operations: {
      POST: {
        summary: 'Read whose the token of an accessor is',
        audience: 'token',
        fields: accessorField,
        run: async (call) => describeToken(await byAccessor(call), '', call.now),
      },
    },
  },
  {
    path: 'auth/token/accessors',
    operations: {
      LIST: {
        summary: 'List the accessors of all tokens',
        audience: 'administrator',
        fields: {},
        run: async ({store, now}) => listOutcome((await listTokens(store, now)).map(({accessor}) => accessor)),
      },
    },
  },
  {
    path: 'auth/token/revoke',
    operations: {
      POST: {
        summary: 'End a token, and those that were made with it',
        audience: 'token',
        fields: {token: {type: 'string', description: 'Token', required: true}},
        run: async (call) => {
          const found = await authenticateToken(call.store, textField(call.fields, 'token') ?? '', call.now)
          if (found === undefined) throw new ApiFailure(400, 'bad token')
          await revokeToken(call.store, reachable(call, found).accessor, call.now)
          return {}
        },
      },
    },
  },
  {
    path: 'auth/token/revoke-accessor',
    operations: {
      POST: {
        summary: 'End the token of an accessor, and those that were made with it',
        audience: 'token',
        fields: accessorField,
        run: async (call) => {
          await revokeToken(call.store, (await byAccessor(call)).accessor, call.now)
          return {}
        },
      },
    },
  },
  {
    path: 'auth/token/create',
    operations: {
      POST: {
        summary: 'Make a token with no more rights and no longer life',
        audience: 'token',
        fields: creation,
        run: create,
      },
    },
  },
]

async function lookUp({token, clientToken, now}: Call) {
  return describeToken(tokenOf(token), clientToken ?? '', now)
}

async function byAccessor(call: Call): Promise<TokenDescription> {
  const accessor = textField(call.fields, 'accessor') ?? ''
  const tokens = await listTokens(call.store, call.now)
  const found = tokens.find((token) => token.accessor === accessor)
  if (found !== undefined) return reachable(call, found)
  // Who may not see all tokens does not learn which there are
  throw tokenOf(call.token).scopeId === undefined ? new ApiFailure(403, 'invalid accessor') : permissionDenied()
}

/** One for everything reaches every token; others reach themselves and those that were made with them. */
function reachable({token}: Call, other: TokenDescription): TokenDescription {
  const {scopeId, accessor} = tokenOf(token)
  if (scopeId === undefined || other.accessor === accessor || other.accessor.startsWith(`${accessor}.`)) return other
  throw permissionDenied()
}

function describeToken(token: TokenDescription, id: string, now: Date) {
  const {accessor, displayName, createdAt, expiresAt, scope} = token
  return {
    data: {
      accessor,
      creation_time: seconds(createdAt),
      creation_ttl: expiresAt === undefined ? 0 : seconds(expiresAt) - seconds(createdAt),
      display_name: displayName,
      entity_id: '',
      expire_time: expiresAt?.toISOString() ?? null,
      explicit_max_ttl: 0,
      id,
      issue_time: createdAt.toISOString(),
      meta: null,
      num_uses: 0,
      orphan: !accessor.includes('.'),
      path: 'auth/token/create',
      policies: policiesOf(scope),
      renewable: false,
      ttl: expiresAt === undefined ? 0 : Math.max(0, seconds(expiresAt) - seconds(now)),
      type: 'service',
    },
  }
}

async function create({store, token, fields, now}: Call) {
  const parent = tokenOf(token)
  refuseLimits(fields)
  const ttls = ['ttl', 'lease', 'explicit_max_ttl'].flatMap((name) => secondsOf(name, fields[name]) ?? [])
  const made = await createToken(store, {
    parent,
    now,
    // Vault's Go client sends an empty one when it has none
    displayName: textField(fields, 'display_name') || undefined,
    ttlSeconds: ttls.length === 0 ? undefined : Math.min(...ttls),
    scope: scopeFrom(textsField(fields, 'policies')),
  })
  const {accessor, expiresAt, scope} = made.description
  const policies = policiesOf(scope)
  return {
    auth: {
      client_token: made.token,
      accessor,
      policies,
      token_policies: policies,
      metadata: null,
      lease_duration: expiresAt === undefined ? 0 : Math.max(0, seconds(expiresAt) - seconds(now)),
      renewable: false,
      entity_id: '',
      token_type: 'service',
      orphan: false,
      mfa_requirement: null,
      num_uses: 0,
    },
  }
}

/** A token that may do more than was asked for is worse than none. @throws UsageError */
function refuseLimits(fields: FieldValues): void {
  if (fields['no_parent'] === true) {
    throw new UsageError('Tokens end with the one that made them: no_parent is not possible')
  }
  if ((fields['num_uses'] ?? 0) !== 0)
    throw new UsageError('The uses of a token are not counted: num_uses can only be 0')
  if (secondsOf('period', fields['period']) !== undefined) {
    throw new UsageError('Tokens are not renewable: period is not possible')
  }
  const type = textField(fields, 'type') ?? ''
  if (!['', 'default', 'service', 'default-service'].includes(type)) {
    throw new UsageError(`There are no tokens of the type ${JSON.stringify(type)}`, {hint: 'Leave out type'})
  }
}

/** @throws UsageError for a policy that there is not */
function scopeFrom(policies: readonly string[]): string | undefined {
  const named = policies.filter((policy) => !['', 'root', 'default'].includes(policy))
  const [first, ...others] = named
  if (first === undefined) return undefined
  const scope = /^scope:(?<name>.+)$/.exec(first)?.groups?.['name']
  if (scope !== undefined && others.length === 0) return scope
  throw new UsageError(`There is no policy ${JSON.stringify(first)}`, {hint: 'Use root, or scope:NAME for one scope'})
}

function policiesOf(scope: string | undefined): readonly string[] {
  return scope === undefined ? ['root'] : [`scope:${scope}`]
}

function tokenOf(token: TokenDescription | undefined): TokenDescription {
  if (token === undefined) throw permissionDenied()
  return token
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
