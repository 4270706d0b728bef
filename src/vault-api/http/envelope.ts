import {randomUUID} from 'node:crypto'

/** What a request came to. */
export interface Outcome {
  /** 200 with data, 204 without, unless told otherwise. */
  readonly status?: number | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
  /** Of a token that was made. */
  readonly auth?: Readonly<Record<string, unknown>> | undefined
  /** The whole body, for the few paths that have no envelope; or what stands beside the data. */
  readonly body?: Readonly<Record<string, unknown>> | undefined
  readonly warnings?: readonly string[] | undefined
}

/** Vault's envelope around data. */
export function envelope({data = {}, auth, body, warnings = []}: Outcome): Readonly<Record<string, unknown>> {
  return {
    request_id: randomUUID(),
    lease_id: '',
    renewable: false,
    lease_duration: 0,
    data: auth === undefined ? data : null,
    wrap_info: null,
    warnings: warnings.length === 0 ? null : warnings,
    auth: auth ?? null,
    mount_type: '',
    ...body,
  }
}
