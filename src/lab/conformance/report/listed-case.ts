import {type CaseFile, isReadable} from '../cases/conformance-case.ts'
import {operationsOf} from '../cases/operations.ts'
import {profileOf} from './profiles.ts'

/** What there is to tell of a case that does not run. */
export interface ListedCase {
  readonly case: string
  readonly path: string
  readonly version: string | undefined
  readonly profile: string
  readonly requests: number
  /** Each once, in the order of their first appearance. */
  readonly operations: readonly string[]
  /** True when the server sends a request in it. */
  readonly serverToClient: boolean
  /** Why it cannot be run. */
  readonly problem: string | undefined
}

export function listedCase(file: CaseFile): ListedCase {
  const {stem, path, family} = file
  const exchanges = isReadable(file) ? file.exchanges : []
  return {
    case: stem,
    path,
    version: isReadable(file) ? file.version : undefined,
    profile: profileOf(family),
    requests: exchanges.length,
    operations: [...new Set(exchanges.flatMap(({request}) => operationsOf(request)))],
    serverToClient: exchanges.some(({from}) => from === 'server'),
    problem: isReadable(file) ? undefined : file.problem,
  }
}
