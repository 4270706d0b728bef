import type {TracedMessage} from '../client/kmip-client.ts'
import {UsageError} from '../errors.ts'
import {behaviours} from '../masterkey/behaviour.ts'
import type {MasterKey, Product} from '../masterkey/ensure-key.ts'
import {keyEvents, type KeyEvent} from '../masterkey/key-event.ts'
import {checkOptions} from '../masterkey/options.ts'
import {loadTlsFiles} from '../masterkey/tls-files.ts'
import {masterKeyFlags, masterKeyOptions, type MasterKeyFlagValues} from './flags/master-key-flags.ts'
import {KmipctlCommand} from './kmip-command.ts'
import {treeStyle} from './output/tree-style.ts'
import {traceText} from './client/trace-text.ts'

/** What `--json` tells of a master key. */
export interface MasterKeyResult {
  readonly keyIdentifier: string
  readonly created: boolean
  /** SHA-256 of the key; null for one that was only made. */
  readonly fingerprint: string | null
  /** Base64, with `--reveal`. */
  readonly key: string | null
  /** The lines of the product's log. */
  readonly events: readonly KeyEvent[]
}

/** Base of the commands that do with a server what a database server does. */
export abstract class MasterKeyCommand<Result extends object> extends KmipctlCommand<Result> {
  static override baseFlags = {...KmipctlCommand.baseFlags, ...masterKeyFlags}

  protected readonly events: KeyEvent[] = []

  /** Reads options and files. @throws UsageError naming the option or the file */
  protected async product(
    flags: MasterKeyFlagValues,
    remember: Product['remember'] = async () => undefined,
  ): Promise<Product> {
    const options = checkOptions(await masterKeyOptions(flags))
    const behaviour = behaviours[flags.as]
    if (behaviour.identifier === 'name' && options.keyIdentifier === undefined) {
      throw new UsageError('The releases that know keys by Name need security.kmip.keyIdentifier', {
        hint: 'Pass --kmipKeyIdentifier NAME',
      })
    }
    if (options.useLegacyProtocol !== undefined) this.#tell(keyEvents.legacyProtocol())
    return {
      options,
      behaviour,
      servers: options.servers,
      connectRetries: options.connectRetries,
      timeoutMs: options.connectTimeoutMS,
      tls: await loadTlsFiles(options),
      signal: this.interruptSignal(),
      onEvent: (event) => this.#tell(event),
      onMessage: await this.#tracer(flags),
      remember,
    }
  }

  protected resultOf(
    {keyIdentifier, created, fingerprint, key}: MasterKey,
    {reveal}: MasterKeyFlagValues,
  ): MasterKeyResult {
    return {
      keyIdentifier,
      created,
      fingerprint: fingerprint ?? null,
      key: reveal && key !== undefined ? Buffer.from(key).toString('base64') : null,
      events: this.events,
    }
  }

  #tell(event: KeyEvent): void {
    this.events.push(event)
    const attributes = Object.entries(event.attributes).map(([name, value]) => `${name}=${value}`)
    const number = event.id === 0 ? '' : `${event.id} `
    const line = `${number}${event.message}${attributes.length === 0 ? '' : ` (${attributes.join(', ')})`}`
    if (event.severity === 'info') this.output.note(line)
    else this.output.warning(line)
  }

  async #tracer({trace, reveal}: MasterKeyFlagValues): Promise<((message: TracedMessage) => void) | undefined> {
    if (!trace) return undefined
    const style = await treeStyle(this.output.talkColour)
    return (message) => process.stderr.write(`${traceText(message, {reveal, style, width: process.stderr.columns})}\n`)
  }
}
