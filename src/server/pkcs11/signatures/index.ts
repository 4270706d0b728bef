import {digestSignatures} from './digests.ts'
import {generalSignatures} from './general.ts'
import {randomSignatures} from './random.ts'
import {sessionSignatures} from './sessions.ts'

/** The parameters of every function this token has. */
export const signatures = {
  ...generalSignatures,
  ...sessionSignatures,
  ...digestSignatures,
  ...randomSignatures,
} as const
