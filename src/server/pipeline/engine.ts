import type {Store} from '../../storage/store.ts'
import type {Announcements} from '../announcements/announcements.ts'
import type {Entropy, ServerFacts, ServerPolicy} from '../context.ts'
import type {Handlers} from '../handler.ts'
import type {IdentifyAgain} from '../identity/identify-again.ts'
import type {JobBell} from '../jobs/job-bell.ts'
import type {LastUses} from '../lifecycle/last-uses.ts'
import type {ServerObserver} from '../observation/observer.ts'
import type {Provisioner} from '../provisioning/provisioner.ts'
import type {ReportInternalError} from './result.ts'

/** What messages are processed with; made once for a server. */
export interface Engine {
  readonly store: Store
  readonly handlers: Handlers
  readonly facts: ServerFacts
  readonly policy: ServerPolicy
  readonly entropy: Entropy
  readonly announcements: Announcements
  readonly jobs: JobBell
  /** Gives clients other credentials. */
  readonly provisioner: Provisioner
  /** When objects were used. */
  readonly uses: LastUses
  /** Of those who left something for later: a ticket. */
  readonly identifyAgain: IdentifyAgain
  readonly clock: () => Date
  readonly reportInternalError: ReportInternalError
  /** Most items that one message may hold. */
  readonly batchLimit: number
  /**
   * Bytes that the answer to several items may have whatever the client takes, 64 MiB when absent: items that refer to the
   * data of others, or get the same object again and again, would make it a thousand times as large as the request.
   */
  readonly largestBatchAnswer?: number | undefined
  /** Is told of what the server does; undefined when nobody is. */
  readonly observer?: ServerObserver | undefined
}
