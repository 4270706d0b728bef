import {cipherSignatures} from './ciphers.ts'
import {digestSignatures} from './digests.ts'
import {generalSignatures} from './general.ts'
import {keySignatures} from './keys.ts'
import {objectSignatures} from './objects.ts'
import {randomSignatures} from './random.ts'
import {sessionSignatures} from './sessions.ts'
import {signingSignatures} from './signing.ts'
import {transportSignatures} from './transport.ts'

/** The parameters of every function this token has. */
export const signatures = {
  ...generalSignatures,
  ...sessionSignatures,
  ...objectSignatures,
  ...cipherSignatures,
  ...digestSignatures,
  ...signingSignatures,
  ...keySignatures,
  ...transportSignatures,
  ...randomSignatures,
} as const
