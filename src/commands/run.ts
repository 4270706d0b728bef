import {Args, Flags} from '@oclif/core'
import {ClientCommand, type ClientFlagValues} from '../cli/client/client-command.ts'
import {readInput} from '../cli/files/input-file.ts'
import {writeReport} from '../cli/files/report-file.ts'
import {ScriptClients, scriptHost} from '../cli/lab/script-host.ts'
import {type ScriptJson, scriptJson} from '../cli/lab/script-json.ts'
import {ScriptProgress, showScripts} from '../cli/lab/script-view.ts'
import {parseAssignments} from '../cli/values/assignments.ts'
import {createPalette} from '../cli/output/palette.ts'
import {ExitCode, KmipctlError} from '../errors.ts'
import {chosenScripts, findScripts} from '../lab/script/find-scripts.ts'
import type {Script} from '../lab/script/model.ts'
import {parseScript, standardInput} from '../lab/script/parse/parse-script.ts'
import {readVariables} from '../lab/script/parse/read-variables.ts'
import {scriptsJUnit} from '../lab/script/report/junit.ts'
import type {ScriptReport} from '../lab/script/report/report.ts'
import {runScript} from '../lab/script/run/run-script.ts'
import {checkGiven, checkVariables} from '../lab/script/variables/check-variables.ts'
import type {Plain} from '../notation/plain.ts'

export interface RunResult {
  readonly passed: number
  readonly failed: number
  readonly scripts: readonly ScriptJson[]
}

interface RunFlags extends ClientFlagValues {
  readonly 'fail-fast': boolean
  readonly junit?: string | undefined
}

type Given = Readonly<Record<string, Plain>>

export default class Run extends ClientCommand<RunResult> {
  static override summary = 'Run scripts of KMIP operations and check the answers'
  static override description =
    'A script is a YAML file with steps: operations with what goes into them, what their answers must be, and what is kept of them for later steps. A folder stands for all scripts in it, - for standard input. docs/scripts.md has the whole language. Exit status 4 means that an operation failed, 6 that an answer was not as expected; the first script that failed decides.'
  static override usage = '<%= command.id %> FILE... [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> rotation.yaml --set name=payroll',
    '<%= config.bin %> <%= command.id %> examples --profile lab --junit report.xml',
    '<%= config.bin %> op create --name payroll --as-script | <%= config.bin %> <%= command.id %> - --trace',
  ]
  static override strict = false
  static override args = {
    file: Args.string({required: true, description: 'script or folder of scripts, - for standard input'}),
  }
  static override flags = {
    set: Flags.string({
      summary: 'Value of a variable; repeat it for each one',
      helpValue: 'NAME=VALUE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    variables: Flags.string({summary: 'YAML or JSON file with values of variables', helpValue: 'FILE'}),
    only: Flags.string({
      summary: 'Run the scripts whose name holds this text only; repeat it for each one',
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'fail-fast': Flags.boolean({summary: 'Stop after the first script that fails'}),
    junit: Flags.string({summary: 'Write a report in XML of JUnit', helpValue: 'FILE', helpGroup: 'OUTPUT'}),
  }

  async run(): Promise<RunResult> {
    const {argv, flags} = await this.parse(Run)
    const scripts = chosenScripts(await this.#scripts(argv.map(String)), flags.only)
    const given = await this.#given(flags)
    checkGiven(scripts, Object.keys(given))
    for (const script of scripts) checkVariables(script, Object.keys(given))
    const reports = await this.#runAll(scripts, given, flags)
    const result = resultOf(reports)
    // Shown first: a file that cannot be written must not cost the outcome
    this.partialResult = result
    await showScripts(reports, this.output)
    if (flags.junit !== undefined) await writeReport(flags.junit, scriptsJUnit(reports))
    checkOutcome(reports)
    return result
  }

  async #scripts(paths: readonly string[]): Promise<readonly Script[]> {
    const found = await Promise.all(
      paths.map(async (path) => {
        if (path !== '-') return findScripts([path])
        return [parseScript((await readInput('-')).toString('utf8'), standardInput)]
      }),
    )
    return found.flat()
  }

  async #given(flags: {readonly set?: readonly string[] | undefined; readonly variables?: string | undefined}) {
    const file = flags.variables
    const fromFile = file === undefined ? {} : readVariables((await readInput(file)).toString('utf8'), file)
    return {...fromFile, ...parseAssignments(flags.set ?? [], '--set name=payroll')}
  }

  async #runAll(scripts: readonly Script[], given: Given, flags: RunFlags): Promise<readonly ScriptReport[]> {
    const progress = new ScriptProgress(this.output, await createPalette(this.output.talkColour))
    const onMessage = await this.tracer(flags)
    await using clients = new ScriptClients({
      flags,
      onMessage,
      onWarning: (warning) => this.output.warning(warning),
      onFailure: ({error}) => this.output.warning(`${error.message}, trying the next server`),
      askPassword: (file) => this.askPassword(file),
      askUserPassword: (username) => this.askUserPassword(username),
    })
    const host = scriptHost(clients, {signal: this.interruptSignal(), reveal: flags.reveal})
    const reports: ScriptReport[] = []
    try {
      for (const script of scripts) {
        progress.begin(script)
        reports.push(await runScript(script, {host, given, onStep: (step) => progress.step(step)}))
        if (flags['fail-fast'] && reports.at(-1)?.status === 'failed') break
      }
    } finally {
      this.connection = clients.describe()
    }
    return reports
  }
}

function resultOf(reports: readonly ScriptReport[]): RunResult {
  const passed = reports.filter(({status}) => status === 'passed').length
  return {passed, failed: reports.length - passed, scripts: reports.map(scriptJson)}
}

/** @throws KmipctlError with the exit status of the first script that failed */
function checkOutcome(reports: readonly ScriptReport[]): void {
  const failed = reports.filter(({status}) => status === 'failed')
  const [first] = failed
  if (first === undefined) return
  const {exitCode, name} = first
  const code = exitCode === ExitCode.checkFailed ? 'CHECK_FAILED' : 'SCRIPT_FAILED'
  const what = reports.length === 1 ? `Script ${name} failed` : `${failed.length} of ${reports.length} scripts failed`
  // Without an answer there are no messages to see; the failed step has said why
  const isAnswered = exitCode === ExitCode.checkFailed || exitCode === ExitCode.operationFailed
  throw new KmipctlError(code, what, exitCode, isAnswered ? {hint: 'Add --trace to see the messages'} : {})
}
