import {access} from 'node:fs/promises'
import {join} from 'node:path'
import {journaled} from '../administration/journal.ts'
import {operatingSystemUser} from '../config/operating-system-user.ts'
import {processEnvironment, variable} from '../config/environment.ts'
import {dataDirectory} from '../config/paths.ts'
import {openStore} from '../storage/open-store.ts'
import type {Seal} from '../storage/seal/seal.ts'
import type {Store} from '../storage/store.ts'
import {readSecretLine} from './files/input-file.ts'
import {type StoreFlagValues, storeFlags} from './flags/store-flags.ts'
import {KmipctlCommand} from './kmip-command.ts'

/** Base of commands that work on the server's store, whether a server runs or not. */
export abstract class StoreCommand<Result extends object> extends KmipctlCommand<Result> {
  static override baseFlags = {...KmipctlCommand.baseFlags, ...storeFlags}

  /** Opens the store the flags name, making it where there is none, and closes it after the work. */
  protected async withStore<T>(flags: StoreFlagValues, work: (store: Store) => Promise<T>): Promise<T> {
    const location = this.storeLocation(flags)
    const seal = location === 'memory:' ? undefined : await this.openSeal(flags, location)
    await using store = await this.output.progress('Opening the store', () => openStore({location, seal}))
    return await work(journaled(store, {actor: operatingSystemUser()}))
  }

  /** `--data-dir`, else the usual folder. */
  protected dataFolder(flags: StoreFlagValues): string {
    return dataDirectory(processEnvironment(), flags['data-dir'])
  }

  protected storeLocation(flags: StoreFlagValues): string {
    return flags.store ?? `sqlite:${join(this.dataFolder(flags), 'store.db')}`
  }

  /** A passphrase that is given names its seal by itself. */
  protected async openSeal(flags: StoreFlagValues, location: string): Promise<Seal> {
    const fromEnvironment = variable(processEnvironment(), 'KMIPCTL_SEAL_PASSPHRASE')
    const isPassphraseGiven = flags['passphrase-file'] !== undefined || fromEnvironment !== undefined
    if ((flags.seal ?? (isPassphraseGiven ? 'passphrase' : 'key-file')) === 'key-file') {
      const {keyFileSeal} = await import('../storage/seal/key-file-seal.ts')
      return keyFileSeal(flags['seal-key-file'] ?? join(this.dataFolder(flags), 'seal.key'))
    }
    const {passphraseSeal} = await import('../storage/seal/passphrase-seal.ts')
    if (flags['passphrase-file'] !== undefined) return passphraseSeal(await readSecretLine(flags['passphrase-file']))
    return passphraseSeal(fromEnvironment ?? (await this.#askPassphrase(location)))
  }

  /** Twice for a store that is to be made: a slip of the finger would lock it for ever. */
  async #askPassphrase(location: string): Promise<string> {
    const repeat = await isNew(location)
    return this.prompts.password({setting: '--passphrase-file', message: 'Passphrase of the store', repeat})
  }
}

async function isNew(location: string): Promise<boolean> {
  const path = location.replace(/^sqlite:/, '')
  return access(path).then(
    () => false,
    () => true,
  )
}
