import type {FailoverRule} from '../client/failover.ts'
import type {Version} from '../kmip/spec/version.ts'

/** How a product speaks KMIP and what it demands of its master key. */
export interface Behaviour {
  readonly product: string
  readonly version: Version
  /** `Create` on the server, or the product's own random bytes registered there. */
  readonly creation: 'register' | 'create'
  /** What `keyIdentifier` means: a Unique Identifier, or a Name under which the key is registered and located. */
  readonly identifier: 'uniqueIdentifier' | 'name'
  /** What becomes of a key that is not Active; `lenient` uses Pre-Active ones unless activateKeys is set. */
  readonly stateCheck: 'strict' | 'lenient' | 'none'
  /** Announces and enforces 8192 bytes of an answer, and reads its items in the order that it expects. */
  readonly strictDecoder: boolean
  readonly failover: FailoverRule
}

const percona = {
  version: '1.0',
  creation: 'register',
  identifier: 'uniqueIdentifier',
  strictDecoder: true,
  failover: 'percona',
} as const

/** The behaviours by the names under which they are chosen. */
export const behaviours = {
  percona: {...percona, product: 'Percona Server for MongoDB 8.0', stateCheck: 'strict'},
  'percona-lenient': {
    ...percona,
    product: 'Percona Server for MongoDB 5.0.28, 6.0.17, 7.0.14 and later',
    stateCheck: 'lenient',
  },
  'percona-list': {
    ...percona,
    product: 'Percona Server for MongoDB 4.4.15, 5.0.9 and later, before keys had states',
    stateCheck: 'none',
  },
  'percona-name': {
    ...percona,
    product: 'Percona Server for MongoDB 4.4.13, 5.0.7: keys by Name',
    identifier: 'name',
    stateCheck: 'none',
  },
  mongodb: {
    product: 'MongoDB Enterprise',
    version: '1.2',
    creation: 'create',
    identifier: 'uniqueIdentifier',
    stateCheck: 'strict',
    strictDecoder: false,
    failover: 'connection',
  },
} as const satisfies Readonly<Record<string, Behaviour>>

export type BehaviourName = keyof typeof behaviours

export const behaviourNames = Object.keys(behaviours) as BehaviourName[]
