/** A request that is answered with a status and the errors that Vault words in this way. */
export class ApiFailure extends Error {
  readonly status: number
  /** May be empty: Vault says nothing about what it does not have. */
  readonly errors: readonly string[]

  constructor(status: number, ...errors: readonly string[]) {
    super(errors.join('; '))
    this.name = 'ApiFailure'
    this.status = status
    this.errors = errors
  }
}

export const permissionDenied = (): ApiFailure => new ApiFailure(403, 'permission denied')

export const notFound = (): ApiFailure => new ApiFailure(404)

export const noRoute = (path: string): ApiFailure =>
  new ApiFailure(404, `no handler for route ${JSON.stringify(path)}. route entry not found.`)

/** As Vault's router words it. */
export const unsupportedOperation = (): ApiFailure =>
  new ApiFailure(405, '1 error occurred:\n\t* unsupported operation\n\n')
