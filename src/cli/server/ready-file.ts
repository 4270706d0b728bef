import {rm} from 'node:fs/promises'
import {resolve} from 'node:path'
import {writePrivateFile} from '../../config/private-file.ts'
import {ConfigError} from '../../errors.ts'
import type {Address} from '../../transport/address.ts'

/** What a program that started a server wants to know of it. Scripts rely on every name here. */
export interface Readiness {
  readonly pid: number
  /** Where clients of this machine connect; empty and 0 when no listener could be opened yet. */
  readonly host: string
  readonly port: number
  /** All addresses, as bound. */
  readonly addresses: readonly Address[]
  /** Of KMIP over HTTPS, as bound; empty without. */
  readonly httpsAddresses: readonly Address[]
  /** Of metrics and health, as bound; null without. */
  readonly metricsAddress: Address | null
  /** Of Vault's API; null without. */
  readonly vaultApi: VaultApiReadiness | null
  /** Files with a credential for everything; null for a server with a store of its own. */
  readonly ca: string | null
  readonly cert: string | null
  readonly key: string | null
}

/** Where Vault's API is answered. */
export interface VaultApiReadiness {
  readonly address: Address
  readonly url: string
  /** For everything; null for a server with a store of its own. */
  readonly token: string | null
}

/** Writes the file in one step, so that whoever sees it sees all of it; disposing removes it. @throws ConfigError */
export async function writeReadyFile(path: string, readiness: Readiness): Promise<AsyncDisposable> {
  const file = resolve(path)
  try {
    await writePrivateFile(file, `${JSON.stringify(readiness, null, 2)}\n`)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError(`Cannot write the ready file ${file}: ${why}`, {cause})
  }
  return {[Symbol.asyncDispose]: () => rm(file, {force: true})}
}
