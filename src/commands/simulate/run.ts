import {Args, Flags} from '@oclif/core'
import {ClientCommand, type ClientFlagValues} from '../../cli/client/client-command.ts'
import {connectionFlagSettings} from '../../cli/client/connection-flags.ts'
import {connectionTarget, describeLink, linkTo, readPlainLogin} from '../../cli/client/open-client.ts'
import {writeReport} from '../../cli/files/report-file.ts'
import {openLines, roleHint, type SimulationTarget} from '../../cli/lab/simulation.ts'
import {showMatrix, showStep} from '../../cli/lab/simulation-view.ts'
import {parseAssignments} from '../../cli/values/assignments.ts'
import {parseVersion} from '../../cli/values/version-value.ts'
import {ExitCode, KmipctlError, UsageError} from '../../errors.ts'
import type {Version} from '../../kmip/spec/version.ts'
import {junitXml} from '../../lab/report/junit.ts'
import type {Played} from '../../lab/simulate/play/outcome.ts'
import {play} from '../../lab/simulate/play/play.ts'
import {checkSettings} from '../../lab/simulate/play/settings.ts'
import type {Product} from '../../lab/simulate/product.ts'
import {findProduct, products} from '../../lab/simulate/products/index.ts'
import {failureText, simulationMarkdown, simulationSuite, statusText} from '../../lab/simulate/report/matrix.ts'
import {formatAddress} from '../../transport/address.ts'

export interface SimulateRunResult {
  readonly works: number
  readonly fails: number
  readonly clients: readonly Played[]
}

interface RunFlags extends ClientFlagValues {
  readonly keep: boolean
  readonly https?: string | undefined
}

export default class SimulateRun extends ClientCommand<SimulateRunResult> {
  static override summary = 'Play the conversation of a product with a server'
  static override description =
    'Sends what the product sends, in its version of KMIP, and takes the answers as strictly as the product does: a field that its decoder does not know ends the conversation, as it does there. Says at which step it fails and why, and what the product does then. What it made is destroyed afterwards. Exit status 6 means that a product fails.'
  static override usage = '<%= command.id %> CLIENT... [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> psmdb --profile lab',
    '<%= config.bin %> <%= command.id %> --all --https https://kmip.example.com:8443/kmip --markdown products.md',
    '<%= config.bin %> <%= command.id %> veeam --username veeam --password-file veeam.password --trace',
  ]
  static override strict = false
  static override args = {client: Args.string({description: 'product of kmipctl simulate list'})}
  static override flags = {
    all: Flags.boolean({summary: 'Every product'}),
    keep: Flags.boolean({summary: 'Leave on the server what the product made'}),
    set: Flags.string({
      summary: 'A setting of the product; repeat it for each one',
      helpValue: 'NAME=VALUE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    https: Flags.string({
      summary: 'Where the server takes KMIP over HTTPS, for products that want that',
      helpValue: 'URL',
      helpGroup: 'CONNECTION',
    }),
    junit: Flags.string({summary: 'Write a report in XML of JUnit', helpValue: 'FILE', helpGroup: 'OUTPUT'}),
    markdown: Flags.string({summary: 'Write a report in Markdown', helpValue: 'FILE', helpGroup: 'OUTPUT'}),
  }

  async run(): Promise<SimulateRunResult> {
    const {argv, flags} = await this.parse(SimulateRun)
    const wanted = chosen(argv.map(String), flags)
    if (!flags.all) checkTransport(wanted, flags)
    const settings = parseAssignments(flags.set ?? [], '--set keyId=7f3c')
    checkSettings(wanted, settings)
    const simulation = await this.#target(flags)
    const played = await this.#playAll(wanted, {simulation, settings, flags})
    const fails = played.filter(({status}) => status === 'fails').length
    const result = {works: played.filter(({status}) => status === 'works').length, fails, clients: played}
    // Shown first: a file that cannot be written must not cost the outcome
    this.partialResult = result
    await showMatrix(played, this.output)
    const server = simulation.target.addresses.map(formatAddress).join(', ')
    if (flags.markdown !== undefined) await writeReport(flags.markdown, simulationMarkdown(played, server))
    if (flags.junit !== undefined)
      await writeReport(flags.junit, junitXml('kmipctl simulate', [simulationSuite(played)]))
    checkOutcome(played, wanted)
    return result
  }

  async #target(flags: RunFlags): Promise<SimulationTarget> {
    const httpsUrl = flags.https === undefined ? undefined : httpsAddress(flags.https)
    const target = await connectionTarget(connectionFlagSettings(flags), {
      askPassword: (file) => this.askPassword(file),
    })
    for (const warning of target.warnings) this.output.warning(warning)
    const link = linkTo(target)
    // A server that cannot be reached at all is no failure of a product
    await using _connection = await link.open({})
    this.connection = describeLink(link, target)
    return {target, link, httpsUrl}
  }

  async #playAll(
    wanted: readonly Product[],
    {
      simulation,
      settings,
      flags,
    }: {
      readonly simulation: SimulationTarget
      readonly settings: Readonly<Record<string, string>>
      readonly flags: RunFlags
    },
  ): Promise<readonly Played[]> {
    const signal = this.interruptSignal()
    const login = await readPlainLogin(simulation.target.settings, (username) => this.askUserPassword(username))
    const version = versionOf(flags['kmip-version'])
    const open = openLines(simulation)
    const onMessage = await this.tracer(flags)
    const all: Played[] = []
    for (const product of wanted) {
      if (product.transport === 'https' && simulation.httpsUrl === undefined) {
        this.output.warning(`${product.client} is left out: it talks over HTTPS, --https says where`)
        continue
      }
      this.output.note(`${product.client}: ${product.product}`)
      const {keep} = flags
      const onStep = wanted.length > 1 ? undefined : (step: Played['steps'][number]) => showStep(step, this.output)
      const played = await play(product, {open, settings, login, version, keep, signal, onStep, onMessage})
      all.push(played)
      this.#tell(product, played)
    }
    return all
  }

  #tell(product: Product, {status, failure, remarks, left}: Played): void {
    if (status !== 'works') this.output.note(`    ${failureText(failure)}`)
    const hint = roleHint(product, failure)
    if (hint !== undefined) this.output.note(`    ${hint}`)
    for (const remark of remarks) this.output.note(`    ${remark}`)
    if (left.length > 0) this.output.note(`    Left on the server: ${left.join(', ')}`)
  }
}

/** @throws UsageError where no product is named, or an unknown one */
function chosen(clients: readonly string[], {all}: {readonly all: boolean}): readonly Product[] {
  if (all && clients.length > 0) throw new UsageError('Only one of CLIENT and --all can be given')
  if (all) return products
  if (clients.length > 0) return clients.map(findProduct)
  throw new UsageError('Missing CLIENT: name a product, or pass --all', {hint: 'See them with kmipctl simulate list'})
}

function versionOf(text: string | undefined): Version | undefined {
  const version = text === undefined ? undefined : parseVersion(text)
  if (version !== 'auto') return version
  throw new UsageError('--kmip-version auto is of no use: products have versions of their own')
}

/** @throws UsageError for a product that was named and cannot be played */
function checkTransport(wanted: readonly Product[], {https}: Pick<RunFlags, 'https'>): void {
  const product = wanted.find(({transport}) => transport === 'https')
  if (product === undefined || https !== undefined) return
  throw new UsageError(`${product.client} talks over HTTPS, and nothing says where`, {
    hint: 'Pass --https with the URL, such as https://kmip.example.com:8443/kmip',
  })
}

/** @throws UsageError */
function httpsAddress(text: string): URL {
  if (URL.canParse(text) && text.startsWith('https://')) return new URL(text)
  throw new UsageError(`--https takes a URL with https, not ${JSON.stringify(text)}`)
}

/** @throws KmipctlError CHECK_FAILED when one does not work that was to */
function checkOutcome(played: readonly Played[], wanted: readonly Product[]): void {
  const bad = played.filter(({status}) => status !== 'works')
  const [first] = bad
  if (first === undefined) return
  const what =
    wanted.length === 1
      ? `${first.client} ${statusText(first)}`
      : `${bad.length} of ${played.length} products do not work`
  throw new KmipctlError('CHECK_FAILED', what, ExitCode.checkFailed, {hint: 'Add --trace to see the messages'})
}
