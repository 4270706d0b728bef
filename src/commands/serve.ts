import {Flags} from '@oclif/core'
import {logFileFlags, logFlags} from '../cli/flags/log-flags.ts'
import {
  listenFlag,
  metricsFlags,
  metricsOptions,
  serverFlags,
  serverSettings,
  type ServerSettings,
  vaultApiFlags,
  vaultApiSettings,
} from '../cli/flags/server-flags.ts'
import {auditSettings} from '../cli/flags/audit-flags.ts'
import {type VaultApiReadiness, writeReadyFile} from '../cli/server/ready-file.ts'
import {readMessages} from '../cli/client/read-messages.ts'
import {StopSignals} from '../cli/server/stop-signals.ts'
import {StoreCommand} from '../cli/store-command.ts'
import {processEnvironment, variable} from '../config/environment.ts'
import type {MetricsOptions, StoreServer} from '../embedded/store-server.ts'
import type {CredentialPaths} from '../embedded/credential-folder.ts'
import type {AuditSettings} from '../server/audit/open-audit.ts'
import type {LogFile} from '../server/log-file.ts'
import type {Log} from '../server/log.ts'
import {httpsUrl} from '../server/listener/https/https-url.ts'
import {type OperatorStatement, readStatement} from '../server/operator-statement.ts'
import type {Store} from '../storage/store.ts'
import type {RunningVaultApi} from '../vault-api/vault-api.ts'
import {defaultPort, formatAddress} from '../transport/address.ts'

export interface ServeResult {
  /** Where the server listened. */
  readonly addresses: readonly string[]
  /** Where it answered over HTTPS, as URLs. */
  readonly urls: readonly string[]
  /** What ended it. */
  readonly signal: NodeJS.Signals
}

/** What one run of the server is about. */
interface Session {
  readonly settings: ServerSettings & {
    readonly statement: OperatorStatement | undefined
    readonly metrics: MetricsOptions | undefined
    readonly audit: AuditSettings | undefined
  }
  readonly log: Log
  readonly logFile: LogFile | undefined
  readonly signals: StopSignals
  readonly readyFile: string | undefined
  readonly vaultApi: ReturnType<typeof vaultApiSettings>
  readonly isLogText: boolean
}

type ClosingVaultApi = RunningVaultApi & AsyncDisposable

/** What there is beside the server while it runs. */
interface Surroundings {
  readonly hint: string
  readonly paths: CredentialPaths | undefined
  readonly api: RunningVaultApi | undefined
  readonly vaultApi: VaultApiReadiness | null
}

export default class Serve extends StoreCommand<ServeResult> {
  static override summary = 'Run the server'
  static override description = `Serves KMIP over TLS until SIGTERM or Ctrl-C: then no new connections are accepted, what has arrived is answered, and the exit status is 0. A second signal ends it at once. SIGHUP makes a new server certificate and opens audit files and the log file anew.

Scopes, roles and credentials are made with kmipctl scope, role and cred, also while the server runs; it obeys from the next request on. With --ephemeral it makes a scope, a role and a credential for everything by itself.`
  static override examples = [
    '<%= config.bin %> serve',
    '<%= config.bin %> serve --listen 0.0.0.0:5696 --hostname kmip.example.com',
    '<%= config.bin %> serve --https-listen 0.0.0.0:8443 --hostname kmip.example.com',
    '<%= config.bin %> serve --metrics 127.0.0.1:9100',
    '<%= config.bin %> serve --audit /var/log/kmipctl/audit.jsonl',
    '<%= config.bin %> serve --ephemeral --listen 127.0.0.1:0 --ready-file ready.json',
  ]
  static override flags = {
    listen: listenFlag('the addresses in KMIPCTL_LISTEN, separated by commas, else listen_addrs of the configuration'),
    ephemeral: Flags.boolean({summary: 'Keep everything in memory, and make a credential for everything'}),
    'ready-file': Flags.string({
      summary: 'Write address, process id and files of the credential here as JSON once the server listens',
      helpValue: 'FILE',
    }),
    ...serverFlags,
    ...metricsFlags,
    ...vaultApiFlags,
    ...logFlags('info'),
    ...logFileFlags,
  }

  async run(): Promise<ServeResult> {
    const {flags} = await this.parse(Serve)
    const settings = serverSettings(flags, variable(processEnvironment(), 'KMIPCTL_LISTEN'))
    using signals = new StopSignals()
    using file = await this.#logFile(flags['log-file'])
    const {createLog} = await import('../server/log.ts')
    const style = file === undefined ? await this.output.logStyle() : undefined
    const session: Session = {
      settings: {
        ...settings,
        statement: await this.#statement(flags.statement),
        metrics: metricsOptions(flags),
        audit: await auditSettings(flags),
      },
      log: createLog({level: flags['log-level'], format: flags['log-format'], stream: file, style}),
      logFile: file,
      signals,
      readyFile: flags['ready-file'],
      vaultApi: vaultApiSettings(flags),
      isLogText: flags['log-format'] === 'text',
    }
    if (flags.ephemeral || this.storeLocation(flags) === 'memory:') return await this.#serveEphemeral(session)
    return await this.withStore(flags, (store) => this.#serveStore(store, session))
  }

  async #logFile(path: string | undefined): Promise<LogFile | undefined> {
    if (path === undefined) return undefined
    const {LogFile} = await import('../server/log-file.ts')
    return new LogFile(path)
  }

  async #statement(path: string | undefined): Promise<OperatorStatement | undefined> {
    if (path === undefined) return undefined
    const {nodes} = await readMessages(path, this.output)
    return readStatement(nodes)
  }

  async #serveEphemeral(session: Session): Promise<ServeResult> {
    const [{startEphemeralServer}, {writeCredentialFolder}] = await Promise.all([
      import('../embedded/ephemeral-server.ts'),
      import('../embedded/credential-folder.ts'),
    ])
    await using ephemeral = await startEphemeralServer({
      ...session.settings,
      listeners: session.settings.listeners ?? [{host: '127.0.0.1', port: defaultPort}],
      log: session.log,
    })
    await using folder = await writeCredentialFolder(ephemeral.credential, ephemeral.address)
    const {ca, cert, key} = folder.paths
    const hint = `Nothing will be kept. Credential: --ca ${ca} --cert ${cert} --key ${key}`
    await using api = await this.#vaultApi(ephemeral.store, ephemeral.server, session)
    const token = api === undefined ? null : await this.#token(ephemeral.store)
    const vaultApi = api === undefined ? null : {address: api.address, url: api.url, token}
    return await this.#untilStopped(ephemeral.server, session, {hint, paths: folder.paths, api, vaultApi})
  }

  async #serveStore(store: Store, session: Session): Promise<ServeResult> {
    const [{startStoreServer}, {listScopes}] = await Promise.all([
      import('../embedded/store-server.ts'),
      import('../administration/scopes.ts'),
    ])
    const server = await startStoreServer(store, {...session.settings, log: session.log})
    await using api = await this.#vaultApi(store, server, session)
    const [scope] = await listScopes(store)
    const hint =
      scope === undefined
        ? 'The store has no scope yet. Next: kmipctl scope create app, kmipctl role create admin --scope app --all, kmipctl cred generate --scope app --role admin --out DIR'
        : `Credentials: kmipctl cred generate --scope ${scope.name} --role ${scope.roles[0] ?? 'ROLE'} --out DIR`
    const vaultApi = api === undefined ? null : {address: api.address, url: api.url, token: null}
    return await this.#untilStopped(server, session, {hint, paths: undefined, api, vaultApi})
  }

  async #vaultApi(store: Store, server: StoreServer, session: Session): Promise<ClosingVaultApi | undefined> {
    const {vaultApi, settings, log} = session
    if (vaultApi === undefined) return undefined
    const {hostnames, ipAddresses} = settings
    try {
      const {startStoreVaultApi} = await import('../embedded/vault-api.ts')
      const {audit} = server
      const api = await startStoreVaultApi(store, {...vaultApi, hostnames, ipAddresses, log, audit, server})
      return {...api, [Symbol.asyncDispose]: () => api.close()}
    } catch (error) {
      await server.close()
      throw error
    }
  }

  async #token(store: Store): Promise<string> {
    const {createToken} = await import('../administration/tokens.ts')
    const {token} = await createToken(store, {displayName: 'ephemeral', now: new Date()})
    return token
  }

  async #untilStopped(
    server: StoreServer,
    session: Session,
    {hint, paths, api, vaultApi}: Surroundings,
  ): Promise<ServeResult> {
    const {log, logFile, signals, readyFile} = session
    if (session.settings.interop) log.warn('Interop is on: a client may remove all objects of its scope')
    await using _ = {
      async [Symbol.asyncDispose]() {
        // Before the server, which takes the audit along
        await api?.close()
        await server.close()
      },
    }
    const addresses = server.addresses.map(formatAddress)
    const urls = [...server.httpsAddresses.map(httpsUrl), ...(vaultApi === null ? [] : [`${vaultApi.url}/v1/`])]
    const {reachable} = await import('../embedded/reachable.ts')
    signals.onReload(() => {
      reopen(log, logFile)
      Promise.all([server.reload(), api?.reload()]).catch((error: unknown) =>
        log.error({err: error}, 'Server certificate not renewed'),
      )
    })
    const {ca = null, cert = null, key = null} = paths ?? {}
    const {addresses: bound, httpsAddresses, metricsAddress = null} = server
    const nowhere = {host: '', port: 0}
    const place = {
      ...(bound.length === 0 ? nowhere : reachable(bound)),
      addresses: bound,
      httpsAddresses,
      metricsAddress,
      vaultApi,
    }
    const readiness = {...place, pid: process.pid, ca, cert, key}
    this.#announce(session, server, {addresses, urls, hint})
    await using _file = readyFile === undefined ? undefined : await writeReadyFile(readyFile, readiness)
    const signal = await signals.stopped()
    log.info({signal}, 'Stopping')
    return {addresses, urls, signal}
  }

  /** People read it at the prompt, programs in the log. */
  #announce(
    {log, logFile, isLogText}: Session,
    {metricsAddress}: StoreServer,
    {
      addresses,
      urls,
      hint,
    }: {readonly addresses: readonly string[]; readonly urls: readonly string[]; readonly hint: string},
  ): void {
    const where = [...addresses, ...urls].join(', ') || 'no address yet; see kmipctl config show and listener list'
    const metrics = metricsAddress === undefined ? undefined : `http://${formatAddress(metricsAddress)}/metrics`
    const measured = metrics === undefined ? '' : ` Metrics: ${metrics}.`
    if (isLogText) this.output.success(`Listening on ${where}.${measured} ${hint}`)
    if (!isLogText || logFile !== undefined) log.info({addresses, urls, metrics, pid: process.pid, hint}, 'Listening')
  }
}

/** For whoever has renamed the file. */
function reopen(log: Log, logFile: LogFile | undefined): void {
  try {
    logFile?.reopen()
  } catch (error) {
    log.error({err: error}, 'Log file not opened anew')
  }
}
