import {UsageError} from '../../errors.ts'

/** Nobody has said what the bytes are, and they do not tell. */
export class UnknownBytesError extends UsageError {
  constructor(length: number) {
    super(`Missing --type: ${length} bytes without structure do not tell what they are`, {
      hint: 'Pass --type symmetric and --algorithm for a key, --type secret or --type opaque for other data',
    })
  }
}
