import type {ResponseOf} from '../../kmip/schema/operation.ts'
import type {Encrypt} from '../../kmip/operations/encrypt.ts'
import type {Use} from '../lifecycle/usage.ts'

/** Encrypt or Decrypt. */
export interface CipherUse extends Use {
  readonly name: 'Decrypt' | 'Encrypt'
}

/** What Encrypt answers; Decrypt leaves out what does not concern it. */
export type CipherAnswer = ResponseOf<typeof Encrypt>
