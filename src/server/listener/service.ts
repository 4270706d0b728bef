import type {Engine} from '../pipeline/engine.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {ClientQuestions} from '../announcements/client-questions.ts'
import type {Identify} from '../identity/identify.ts'
import type {Identity} from '../identity/identity.ts'
import type {Log} from '../log.ts'
import type {TurnEnd} from './turn-end.ts'
import type {ConnectionLimits} from './connection-limits.ts'

/** What connections answer with; one for all of them. */
export interface Service {
  readonly engine: Engine
  readonly identify: Identify
  readonly questions: ClientQuestions
  readonly limits: ConnectionLimits
  readonly log: Log
  readonly turnEnd: TurnEnd
  /** The level of the line about every message; undefined when such lines are not wanted. */
  readonly exchangeLevel: 'info' | 'debug' | undefined
}

/** The other end of a connection. */
export interface Peer {
  /** `127.0.0.1:50000`. */
  readonly address: string
  /** SHA-256 of the client certificate in DER, lower-case hexadecimal. */
  readonly fingerprint: string
  /** Told of each request before it is run: who it is from, and in which version it is. */
  readonly heard?: ((identity: Identity, version: Version) => void) | undefined
}
