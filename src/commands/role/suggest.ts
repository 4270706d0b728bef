import {Flags} from '@oclif/core'
import {looksLikeLog, observeLog} from '../../administration/suggestion/observe-log.ts'
import {observeMessages} from '../../administration/suggestion/observe-messages.ts'
import {ObservedOperations, type RoleSuggestion} from '../../administration/suggestion/observed-operations.ts'
import {operationFlagName} from '../../administration/operation-name.ts'
import {decodeMessages} from '../../cli/client/read-messages.ts'
import {readInput} from '../../cli/files/input-file.ts'
import {KmipctlCommand} from '../../cli/kmip-command.ts'
import {ProgressLine} from '../../cli/output/progress-line.ts'
import {StopSignals} from '../../cli/server/stop-signals.ts'
import {ExitCode, KmipctlError, UsageError} from '../../errors.ts'
import {parseAddress} from '../../transport/address.ts'

export type RoleSuggestResult = RoleSuggestion

export default class RoleSuggest extends KmipctlCommand<RoleSuggestResult> {
  static override summary = 'Find the operations that a client needs'
  static override description =
    'Prints the smallest set of operations that a conversation needs, for kmipctl role create and in the form of Vault. --from reads messages in any encoding, requests with their responses or alone, or lines of JSON such as serve --audit FILE and serve --log-requests --log-format json write. --listen runs a server in memory that allows everything, until Ctrl-C: let the client do all that it does, then read what it needed. What never succeeded is told apart. Exit status 6 means that nothing was asked for at all.'
  static override examples = [
    '<%= config.bin %> role suggest --listen 127.0.0.1:5696',
    '<%= config.bin %> role suggest --from audit.jsonl --scope finance --role app',
    '<%= config.bin %> role suggest --from conversation.bin --json',
  ]
  static override flags = {
    from: Flags.string({summary: 'Recorded messages or log, - for standard input', helpValue: 'FILE'}),
    listen: Flags.string({
      summary: 'Address of a server that records; port 0 takes any that is free',
      helpValue: 'HOST:PORT',
      exclusive: ['from'],
    }),
    hostname: Flags.string({
      summary: "Name in that server's certificate besides localhost; repeat it for each one",
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
      dependsOn: ['listen'],
    }),
    scope: Flags.string({
      summary: 'Only lines of this scope, of a log',
      helpValue: 'NAME',
      char: 's',
      dependsOn: ['from'],
    }),
    role: Flags.string({
      summary: 'Only lines of this role, of a log',
      helpValue: 'NAME',
      char: 'r',
      dependsOn: ['from'],
    }),
  }

  async run(): Promise<RoleSuggestResult> {
    const {flags} = await this.parse(RoleSuggest)
    const {from, listen, hostname, scope, role} = flags
    const observed = new ObservedOperations()
    if (from !== undefined) await this.#read(from, {scope, role}, observed)
    else if (listen !== undefined) await this.#record(listen, hostname ?? [], observed)
    else throw new UsageError('Give --from FILE or --listen HOST:PORT')
    const suggestion = observed.suggestion()
    this.#show(suggestion)
    if (suggestion.items > 0) return suggestion
    this.partialResult = suggestion
    throw new KmipctlError('CHECK_FAILED', 'No operation was asked for', ExitCode.checkFailed)
  }

  async #read(
    path: string,
    filter: {readonly scope?: string | undefined; readonly role?: string | undefined},
    observed: ObservedOperations,
  ): Promise<void> {
    const input = await readInput(path)
    const text = input.toString('utf8')
    if (looksLikeLog(text)) {
      const {items, unreadable} = observeLog(text, filter)
      for (const item of items) observed.add(item)
      if (unreadable > 0) this.output.warning(`Lines that are no JSON were left out: ${unreadable}`)
      return
    }
    if (filter.scope !== undefined || filter.role !== undefined) {
      throw new UsageError('Messages do not say of which scope and role they are', {
        hint: 'Leave out --scope and --role, which are for logs',
      })
    }
    for (const item of observeMessages(decodeMessages(input, this.output).nodes)) observed.add(item)
  }

  async #record(listen: string, hostnames: readonly string[], observed: ObservedOperations): Promise<void> {
    const address = parseAddress(listen, {host: '127.0.0.1'})
    const {startRecordingServer} = await import('../../cli/lab/recording-server.ts')
    using signals = new StopSignals()
    using progress = new ProgressLine(process.stderr)
    let messages = 0
    const onMessage = () => progress.show(`Messages so far: ${++messages}`)
    await using server = await startRecordingServer({address, hostnames, observed, onMessage})
    const {ca, cert, key} = server.paths
    this.output.success(`Recording on ${server.address}; press Ctrl-C when the client has done all that it does`)
    this.output.note(`Credential: --ca ${ca} --cert ${cert} --key ${key}`)
    await signals.stopped()
  }

  #show({operations, failed, notGrantable, flags, vaultFields}: RoleSuggestion): void {
    if (operations.length > 0) {
      this.output.data(`kmipctl role create ROLE --scope SCOPE ${flags}`)
      this.output.data(`vault write kmip/scope/SCOPE/role/ROLE ${vaultFields}`)
    }
    for (const {operation, attempts, reasons} of failed) {
      const why = reasons.length === 0 ? '' : `: ${reasons.join(', ')}`
      const times = attempts === 1 ? 'its one attempt failed' : `all ${attempts} attempts failed`
      this.output.note(`Left out ${operationFlagName(operation)}, ${times}${why}`)
    }
    if (notGrantable.length > 0) this.output.note(`No role can allow ${notGrantable.join(', ')}`)
  }
}
