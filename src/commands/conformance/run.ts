import {Args, Flags} from '@oclif/core'
import {ClientCommand, type ClientFlagValues} from '../../cli/client/client-command.ts'
import {connectionFlagSettings} from '../../cli/client/connection-flags.ts'
import {connectionTarget, describeLink, linkTo, readPlainLogin} from '../../cli/client/open-client.ts'
import {writeReport} from '../../cli/files/report-file.ts'
import {durationFlag} from '../../cli/flags/duration-flag.ts'
import {readMessages} from '../../cli/client/read-messages.ts'
import {showReport} from '../../cli/lab/conformance-view.ts'
import {ProgressLine} from '../../cli/output/progress-line.ts'
import {ExitCode, KmipctlError, UsageError} from '../../errors.ts'
import type {CaseFile} from '../../lab/conformance/cases/conformance-case.ts'
import {findCases} from '../../lab/conformance/cases/find-cases.ts'
import {explainCase} from '../../lab/conformance/report/explain.ts'
import {junitReport} from '../../lab/conformance/report/junit.ts'
import {countsText, markdownReport} from '../../lab/conformance/report/markdown.ts'
import {type ConformanceReport, conformanceReport} from '../../lab/conformance/report/report.ts'
import type {OpenPeer} from '../../lab/conformance/run/peer.ts'
import type {CaseResult} from '../../lab/conformance/run/result.ts'
import {runCases} from '../../lab/conformance/run/run-cases.ts'
import {serverPeers} from '../../lab/conformance/run/server-peers.ts'

export type ConformanceRunResult = ConformanceReport

interface RunFlags extends ClientFlagValues {
  readonly https?: string | undefined
  readonly statement?: string | undefined
  readonly 'clean-up': boolean
  readonly 'server-wait': number
}

const helpGroup = 'OUTPUT'

export default class ConformanceRun extends ClientCommand<ConformanceRunResult> {
  static override summary = 'Run official test cases against a server'
  static override description =
    'Has the conversations of OASIS test cases, files or folders of them in XML and of any version of KMIP, with a server and judges its answers under the variations that the profiles permit. A case has passed, has failed, is unsupported (the server said so by its Result Reason) or is not runnable. What cases leave on the server is destroyed after each family. Exit status 6 means that a case has failed, or that none could be run.'
  static override usage = '<%= command.id %> PATH... [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> profiles-1.4 testcases-1.4 --embedded',
    '<%= config.bin %> <%= command.id %> profiles-1.4 --profile lab --https https://kmip.example.com:8443/kmip --junit report.xml',
    '<%= config.bin %> <%= command.id %> profiles-1.4 --embedded --explain TL-M-2-14',
  ]
  static override strict = false
  static override args = {path: Args.string({required: true, description: 'file or folder of test cases'})}
  static override flags = {
    embedded: Flags.boolean({summary: 'Run them against a server of its own, which is gone afterwards'}),
    statement: Flags.string({
      summary: 'What the operator of that server vouches for, see kmipctl serve --help',
      helpValue: 'FILE',
      dependsOn: ['embedded'],
    }),
    https: Flags.string({
      summary: 'Where the server takes KMIP over HTTPS, for the cases of the message encodings',
      helpValue: 'URL',
      helpGroup: 'CONNECTION',
      exclusive: ['embedded'],
    }),
    filter: Flags.string({
      summary: 'Run the cases whose name holds this text only; repeat it for each one',
      helpValue: 'TEXT',
      multiple: true,
      multipleNonGreedy: true,
    }),
    skip: Flags.string({
      summary: 'Leave the cases out whose name holds this text; repeat it for each one',
      helpValue: 'TEXT',
      multiple: true,
      multipleNonGreedy: true,
    }),
    explain: Flags.string({
      summary: 'Run the family of a case and show its conversation, differences marked',
      helpValue: 'CASE',
      helpGroup,
    }),
    junit: Flags.string({summary: 'Write a report in XML of JUnit', helpValue: 'FILE', helpGroup}),
    markdown: Flags.string({summary: 'Write a report in Markdown', helpValue: 'FILE', helpGroup}),
    'server-wait': durationFlag({
      summary: 'How long to wait for what the server sends by itself',
      default: 5,
      defaultHelp: async () => '5s',
      helpGroup: 'CONNECTION',
    }),
    'clean-up': Flags.boolean({
      summary: 'Destroy what cases leave on the server (default)',
      default: true,
      allowNo: true,
    }),
  }

  async run(): Promise<ConformanceRunResult> {
    const {argv, flags} = await this.parse(ConformanceRun)
    const files = chosen(await findCases(argv.map(String)), flags)
    const results = flags.embedded ? await this.#embedded(files, flags) : await this.#remote(files, flags)
    const report = conformanceReport(results, flags.reveal)
    // Shown first: a file that cannot be written must not cost the outcome
    this.partialResult = report
    const explained = results.find(({file}) => file.stem === flags.explain)
    if (explained === undefined) await showReport(report, this.output)
    else await this.#explain(explained, flags.reveal)
    this.output.note(countsText(report.counts))
    if (flags.junit !== undefined) await writeReport(flags.junit, junitReport(report))
    if (flags.markdown !== undefined) await writeReport(flags.markdown, markdownReport(report))
    checkOutcome(report)
    return report
  }

  async #embedded(files: readonly CaseFile[], flags: RunFlags): Promise<CaseResult[]> {
    const {startEmbeddedTrial} = await import('../../cli/lab/embedded-trial.ts')
    const stated = flags.statement === undefined ? [] : (await readMessages(flags.statement, this.output)).nodes
    await using embedded = await startEmbeddedTrial(stated)
    const onMessage = await this.tracer(flags)
    return await this.#run(files, serverPeers({...embedded.trial, onMessage}), flags)
  }

  async #remote(files: readonly CaseFile[], flags: RunFlags): Promise<CaseResult[]> {
    const url = flags.https === undefined ? undefined : httpsUrl(flags.https)
    const target = await connectionTarget(connectionFlagSettings(flags), {
      askPassword: (file) => this.askPassword(file),
    })
    const {tls, settings} = target
    for (const warning of target.warnings) this.output.warning(warning)
    const link = linkTo(target)
    // A server that cannot be reached at all is no failure of its cases
    await using connection = await link.open({})
    const open = serverPeers({
      connect: (opening) => link.open(opening),
      initiativeMs: flags['server-wait'] * 1000,
      httpsUrl: url,
      tls,
      timeoutMs: settings.timeoutMs.value,
      login: await readPlainLogin(settings, (username) => this.askUserPassword(username)),
      onMessage: await this.tracer(flags),
    })
    await connection[Symbol.asyncDispose]()
    this.connection = describeLink(link, target)
    return await this.#run(files, open, flags)
  }

  async #run(files: readonly CaseFile[], open: OpenPeer, flags: RunFlags): Promise<CaseResult[]> {
    using progress = new ProgressLine(process.stderr)
    let number = 0
    return await runCases(files, {
      open,
      cleanUp: flags['clean-up'],
      onCase: ({stem}) => progress.show(`${++number} of ${files.length}: ${stem}`),
    })
  }

  async #explain(result: CaseResult, reveal: boolean): Promise<void> {
    const {palette, width} = this.output
    const style = await this.output.treeStyle()
    this.output.data(explainCase(result, {style, width, reveal, mark: palette.bad}))
  }
}

/** @throws KmipctlError CHECK_FAILED when a case has failed, or nothing was found out at all */
function checkOutcome({counts, cases}: ConformanceReport): void {
  const {failed, 'not runnable': idle} = counts
  if (failed > 0) {
    throw new KmipctlError('CHECK_FAILED', `${failed} of ${cases.length} cases failed`, ExitCode.checkFailed, {
      hint: 'Add --explain CASE to see the conversation of one',
    })
  }
  if (idle < cases.length) return
  throw new KmipctlError('CHECK_FAILED', `None of the ${idle} cases could be run`, ExitCode.checkFailed, {
    hint: 'The table says why; kmipctl conformance list shows what is in the files',
  })
}

interface Choice {
  readonly filter?: readonly string[] | undefined
  readonly skip?: readonly string[] | undefined
  readonly explain?: string | undefined
}

/** The cases to run. @throws UsageError when there are none */
function chosen(files: readonly CaseFile[], {filter, skip = [], explain}: Choice): readonly CaseFile[] {
  const explained = files.find(({stem}) => stem === explain)
  if (explain !== undefined && explained === undefined) throw new UsageError(`There is no case ${explain}`)
  const found = files.filter(({stem, family}) => {
    if (explained !== undefined) return family.startsWith(explained.family)
    const isWanted = filter === undefined || filter.some((text) => stem.includes(text))
    return isWanted && !skip.some((text) => stem.includes(text))
  })
  if (found.length > 0) return found
  throw new UsageError(
    filter === undefined ? 'No case is left to run' : `No case has ${filter.join(' or ')} in its name`,
    {hint: 'See what there is with kmipctl conformance list'},
  )
}

/** Reads a URL, or an address to which the path that the HTTPS profile recommends is added. @throws UsageError for a text that is no URL of HTTPS */
function httpsUrl(text: string): URL {
  const whole = text.includes('://') ? text : `https://${text}/kmip`
  if (!URL.canParse(whole) || new URL(whole).protocol !== 'https:') {
    throw new UsageError(`${text} is no URL of HTTPS`, {hint: 'Write it like https://kmip.example.com:8443/kmip'})
  }
  return new URL(whole)
}
