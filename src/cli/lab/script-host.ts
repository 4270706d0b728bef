import {resolve} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import type {KmipClient} from '../../client/kmip-client.ts'
import type {ConnectionFlags} from '../../config/connection-settings.ts'
import {type Environment, processEnvironment} from '../../config/environment.ts'
import {UsageError} from '../../errors.ts'
import type {ConnectionChoice, Script} from '../../lab/script/model.ts'
import type {ScriptHost} from '../../lab/script/run/host.ts'
import {connectionFlagSettings, type ConnectionFlagValues} from '../client/connection-flags.ts'
import {borrowClient, type LentClient} from '../client/held-client.ts'
import type {OpenClientOptions, OpenedClient} from '../client/open-client.ts'
import {readInput} from '../files/input-file.ts'

export interface ScriptClientsOptions extends OpenClientOptions {
  readonly flags: ConnectionFlagValues
  readonly onWarning: (warning: string) => void
}

/** The clients that scripts use, one for each connection, open until the last script has ended. */
export class ScriptClients implements AsyncDisposable {
  readonly #options: ScriptClientsOptions
  readonly #lent = new Map<string, Promise<LentClient>>()
  #first: OpenedClient | undefined

  constructor(options: ScriptClientsOptions) {
    this.#options = options
  }

  /** What `--json` tells of the first connection; null before there is one. */
  describe(): object | null {
    return this.#first?.describe() ?? null
  }

  /** See `ScriptHost`. Rejects with ConfigError or UsageError that names the setting. */
  async client(as: string | undefined, script: Script): Promise<KmipClient> {
    const choice = as === undefined ? {} : (script.connections[as] ?? {profile: as})
    const flags = withVersion(this.#flagsFor(choice, script), script)
    const environment = environmentFor(choice, this.#options.environment ?? processEnvironment())
    const key = JSON.stringify([flags, 'profile' in choice])
    const lent = this.#lent.get(key) ?? this.#open(connectionFlagSettings(flags), environment)
    this.#lent.set(key, lent)
    try {
      return (await lent).client
    } catch (error) {
      this.#lent.delete(key)
      throw error
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = await Promise.allSettled(this.#lent.values())
    const lent = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    await Promise.all(lent.map((one) => one[Symbol.asyncDispose]()))
  }

  async #open(flags: ConnectionFlags, environment: Environment): Promise<LentClient> {
    const lent = await borrowClient(flags, {...this.#options, environment})
    this.#first ??= lent
    for (const warning of lent.warnings) this.#options.onWarning(warning)
    return lent
  }

  /** A profile stands for itself; other settings change those of the command line. */
  #flagsFor(choice: ConnectionChoice, {folder}: Script): ConnectionFlagValues {
    const {timeout, 'connect-timeout': connectTimeout} = this.#options.flags
    const own = Object.entries(choice).map(([name, value]) => [name, settingOf(name, value, folder)])
    const base: ConnectionFlagValues =
      'profile' in choice ? {timeout, 'connect-timeout': connectTimeout} : this.#options.flags
    const replaced = 'cert' in choice ? {key: undefined, 'key-password-file': undefined} : {}
    return {...base, ...replaced, ...Object.fromEntries(own)}
  }
}

const paths: ReadonlySet<string> = new Set(['cert', 'key', 'key-password-file', 'ca', 'password-file'])

function settingOf(name: string, value: string | boolean, folder: string): string | boolean {
  if (typeof value === 'boolean') return value
  return paths.has(name) ? resolve(folder, value) : value
}

/** The version of a script, unless somebody chose one. */
function withVersion(flags: ConnectionFlagValues, {version}: Script): ConnectionFlagValues {
  return {...flags, 'kmip-version': flags['kmip-version'] ?? version}
}

/** Variables that would go before what the script says of itself. */
const ownOfProfile = ['SERVER', 'SERVER_NAME', 'CA', 'CERT', 'KEY', 'KEY_PASSWORD', 'KEY_PASSWORD_FILE']
const ownOfUser = ['USERNAME', 'PASSWORD', 'PASSWORD_FILE']
const ownOfCertificate = ['KEY', 'KEY_PASSWORD', 'KEY_PASSWORD_FILE']

function environmentFor(choice: ConnectionChoice, environment: Environment): Environment {
  const hidden = [
    ...('profile' in choice ? [...ownOfProfile, ...ownOfUser] : []),
    ...('cert' in choice ? ownOfCertificate : []),
    ...('username' in choice ? ownOfUser : []),
  ].map((name) => `KMIPCTL_${name}`)
  const kept = Object.entries(environment.variables).filter(([name]) => !hidden.includes(name))
  return {...environment, variables: Object.fromEntries(kept)}
}

/** What scripts need of this process. */
export function scriptHost(
  clients: Pick<ScriptClients, 'client'>,
  {signal, reveal}: {readonly signal: AbortSignal | undefined; readonly reveal: boolean},
): ScriptHost {
  return {
    client: (as, script) => clients.client(as, script),
    readFile,
    surroundings: {now: () => new Date(), environment: process.env},
    wait: (milliseconds, waitSignal) => wait(milliseconds, waitSignal),
    clock: () => performance.now(),
    reveal,
    signal,
  }
}

async function readFile(path: string): Promise<Uint8Array> {
  if (path === '-') throw new UsageError('Scripts read no standard input')
  return readInput(path)
}

async function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, {signal})
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error
  }
}
