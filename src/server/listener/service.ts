import type {Engine} from '../pipeline/engine.ts'
import type {ClientQuestions} from '../announcements/client-questions.ts'
import type {Identify} from '../identity/identify.ts'
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
}
