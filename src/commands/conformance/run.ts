import {Args, Flags} from '@oclif/core'
import {ClientCommand} from '../../cli/client/client-command.ts'
import type {Column} from '../../cli/output/table.ts'
import {createClient, type KmipClient} from '../../client/kmip-client.ts'
import {startEphemeralServer} from '../../embedded/ephemeral-server.ts'
import {ExitCode, KmipctlError} from '../../errors.ts'
import {findCases} from '../../lab/conformance/cases/find-cases.ts'
import type {CaseFile} from '../../lab/conformance/cases/conformance-case.ts'
import {faultText} from '../../lab/conformance/report/fault-text.ts'
import type {Peer} from '../../lab/conformance/run/peer.ts'
import {type CaseResult, firstFault} from '../../lab/conformance/run/result.ts'
import {runCases} from '../../lab/conformance/run/run-cases.ts'

export interface ConformanceRunResult {
  readonly cases: readonly object[]
}

export default class ConformanceRun extends ClientCommand<ConformanceRunResult> {
  static override summary = 'Run official test cases against a server'
  static override strict = false
  static override args = {path: Args.string({required: true, description: 'file or folder of test cases in XML'})}
  static override flags = {
    embedded: Flags.boolean({summary: 'Against a server of its own, which is gone afterwards'}),
    filter: Flags.string({summary: 'Only cases whose name holds this text'}),
  }

  async run(): Promise<ConformanceRunResult> {
    const {argv, flags} = await this.parse(ConformanceRun)
    const {filter = ''} = flags
    const files = (await findCases(argv.map(String))).filter(({stem}) => stem.includes(filter))
    const results = flags.embedded
      ? await this.#embedded(files)
      : await this.withClient(flags, (client) => runCases(files, {open: () => peerOf(client)}))
    await this.output.table(columns, results, 'No case')
    const failed = results.filter(({status}) => status === 'failed').length
    const passed = results.filter(({status}) => status === 'passed').length
    this.output.note(`${passed} passed, ${failed} failed`)
    if (failed > 0) throw new KmipctlError('CONFORMANCE', `${failed} cases failed`, ExitCode.checkFailed)
    return {cases: []}
  }

  async #embedded(files: readonly CaseFile[]): Promise<CaseResult[]> {
    await using server = await startEphemeralServer()
    const {credential} = server
    const tls = {
      ca: credential.chainPem,
      cert: [credential.certificatePem, ...credential.chainPem].join('\n'),
      key: credential.privateKeyPem,
    }
    return await runCases(files, {
      open: (binding) =>
        binding === 'ttlv' ? peerOf(createClient({connection: {address: server.address, tls}})) : undefined,
    })
  }
}

function peerOf(client: KmipClient): Peer {
  return {
    exchange: (request) => client.send(request),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  }
}

const columns: readonly Column<CaseResult>[] = [
  {heading: 'Case', value: ({file}) => file.stem},
  {heading: 'Status', value: ({status}) => status},
  {heading: 'Where', value: (result) => fault(result)?.path ?? result.problem ?? ''},
  {heading: 'Expected', value: (result) => fault(result)?.expected ?? ''},
  {heading: 'Received', value: (result) => fault(result)?.received ?? ''},
]

function fault(result: CaseResult) {
  const first = firstFault(result)
  return first === undefined ? undefined : faultText(first)
}
