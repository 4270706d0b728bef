import {KmipctlError} from '../../../errors.ts'
import {type CaseFile, type ConformanceCase, isReadable} from '../cases/conformance-case.ts'
import {Ledger} from '../conversation/ledger.ts'
import type {Binding, OpenPeer, Peer} from './peer.ts'
import type {CaseResult} from './result.ts'
import {runCase} from './run-case.ts'

export interface RunOptions {
  readonly open: OpenPeer
  readonly now?: (() => Date) | undefined
  readonly onResult?: ((result: CaseResult) => void) | undefined
}

/** Runs cases one after the other; those of one family share a connection. */
export async function runCases(files: readonly CaseFile[], options: RunOptions): Promise<CaseResult[]> {
  const {now = () => new Date(), onResult} = options
  const ledger = new Ledger()
  const results: CaseResult[] = []
  await using connection = new FamilyConnection(options.open)
  for (const file of files) {
    const result = isReadable(file)
      ? await runReadable(file, connection, {ledger, now})
      : notRunnable(file, file.problem)
    results.push(result)
    onResult?.(result)
  }
  return results
}

async function runReadable(
  file: ConformanceCase,
  connection: FamilyConnection,
  shared: {readonly ledger: Ledger; readonly now: () => Date},
): Promise<CaseResult> {
  if (file.exchanges.some(({from}) => from === 'server')) {
    return notRunnable(file, 'The server begins, and it is not known how to make it')
  }
  const binding = bindingOf(file)
  const peer = await connection.of(file.family, binding)
  if (peer === undefined) return notRunnable(file, `No address for ${binding} is given`)
  try {
    return await runCase(file, {...shared, peer})
  } catch (error) {
    if (!(error instanceof KmipctlError)) throw error
    return notRunnable(file, error.message)
  }
}

function notRunnable(file: CaseFile, problem: string): CaseResult {
  return {file, status: 'not runnable', problem, exchanges: [], durationMs: 0}
}

/** The cases of the message encodings travel by them, all others over TLS. */
function bindingOf({stem}: CaseFile): Binding {
  const encoding = /^MSGENC-(HTTPS|XML|JSON)-/u.exec(stem)?.[1]
  if (encoding === undefined) return 'ttlv'
  return encoding === 'HTTPS' ? 'https-ttlv' : encoding === 'XML' ? 'https-xml' : 'https-json'
}

/** The connection of the family that is at work. */
class FamilyConnection implements AsyncDisposable {
  readonly #open: OpenPeer
  #peer: Peer | undefined
  #key = ''

  constructor(open: OpenPeer) {
    this.#open = open
  }

  async of(family: string, binding: Binding): Promise<Peer | undefined> {
    const key = `${binding} ${family}`
    if (key === this.#key) return this.#peer
    await this[Symbol.asyncDispose]()
    this.#key = key
    this.#peer = this.#open(binding)
    return this.#peer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#peer?.[Symbol.asyncDispose]()
    this.#peer = undefined
    this.#key = ''
  }
}
