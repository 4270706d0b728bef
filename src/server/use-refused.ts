import {KmipError} from '../kmip/error.ts'

/** A refusal after which nothing later in its batch may use the object: it empties the ID Placeholder. KMIP 1.4 section 4.10. */
export class UseRefused extends KmipError {
  static from(error: unknown): unknown {
    return error instanceof KmipError ? new UseRefused(error.reason, error.message, {cause: error}) : error
  }
}
