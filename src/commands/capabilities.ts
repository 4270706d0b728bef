import {Flags} from '@oclif/core'
import {ClientCommand} from '../cli/client/client-command.ts'
import {
  askedFacts,
  availability,
  availabilityColumns,
  lackColumns,
  trialColumns,
} from '../cli/views/capabilities-view.ts'
import {type Json, modelJson} from '../cli/client/model-json.ts'
import {ExitCode, KmipctlError, UsageError} from '../errors.ts'
import {askCapabilities, type AskedCapabilities, type VersionAnswer} from '../lab/capabilities/asked.ts'
import {type Lacks, lacksFor, lacksNothing} from '../lab/capabilities/lacks.ts'
import {type Tried, tryCapabilities} from '../lab/capabilities/trials.ts'
import type {Product} from '../lab/simulate/product.ts'
import {findProduct, products} from '../lab/simulate/products/index.ts'

export interface CapabilitiesResult {
  readonly vendor: string | null
  readonly versions: readonly VersionAnswer[]
  /** Further answers to Query, in the names of the model. */
  readonly more: Readonly<Record<string, Json>>
  readonly refusedFunctions: readonly string[]
  /** Null unless things were tried. */
  readonly tried: Tried | null
  /** What products lack; empty unless asked for. */
  readonly needs: readonly Lacks[]
}

export default class Capabilities extends ClientCommand<CapabilitiesResult> {
  static override summary = 'Show what a server can do, and what it lacks for a product'
  static override description =
    'Asks by Discover Versions and by Query in each version that the server speaks, and changes nothing. With --try it also has the server make keys of many kinds and encrypt in many modes, and destroys them again. --needs compares what a product of kmipctl simulate list needs with what the server says; kmipctl simulate run plays it. Exit status 6 means that something is missing.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --profile lab',
    '<%= config.bin %> <%= command.id %> --try --json',
    '<%= config.bin %> <%= command.id %> --needs veeam --needs vmware-vcenter',
  ]
  static override flags = {
    try: Flags.boolean({summary: 'Also have the server do things, on objects that are destroyed again'}),
    needs: Flags.string({
      summary: 'Show what the server lacks for a product, or all; repeat it for several',
      helpValue: 'CLIENT',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }

  async run(): Promise<CapabilitiesResult> {
    const {flags} = await this.parse(Capabilities)
    const wanted = (flags.needs ?? []).flatMap(named)
    const {asked, tried} = await this.withClient(flags, async (client) => {
      const asked = await this.waiting(flags, () => askCapabilities(client, {signal: this.signal}))
      const version = asked.versions.find(({refused}) => refused === undefined)?.version
      if (!flags.try) return {asked, tried: null}
      if (version === undefined) throw new UsageError('The server answers Query in no version, so nothing can be tried')
      const work = () => tryCapabilities(client, {version, signal: this.signal})
      return {asked, tried: await this.waiting(flags, work)}
    })
    const needs = wanted.map((product) => lacksFor(product, asked))
    const {vendor = null, versions, refusedFunctions} = asked
    const result = {vendor, versions, more: modelJson(asked.more, flags), refusedFunctions, tried, needs}
    this.partialResult = result
    await this.#show(asked, {tried, needs})
    checkNeeds(needs)
    return result
  }

  async #show(
    asked: AskedCapabilities,
    {tried, needs}: {readonly tried: Tried | null; readonly needs: readonly Lacks[]},
  ): Promise<void> {
    const {output} = this
    if (needs.length > 0) {
      await output.table(lackColumns, needs, 'No client')
      for (const {client, unknown} of needs) for (const text of unknown) output.note(`${client} also needs: ${text}`)
      return
    }
    output.keyValues(askedFacts(asked))
    const all = asked.versions.length
    output.data('')
    await output.table(availabilityColumns('Operation', all), availability(asked, 'operations'), 'No operation is told')
    output.data('')
    await output.table(
      availabilityColumns('Object type', all),
      availability(asked, 'objectTypes'),
      'No object type is told',
    )
    if (tried === null) return
    output.data('')
    await output.table(trialColumns, tried.trials, 'Nothing was tried')
    if (tried.left.length > 0) output.warning(`Could not be destroyed again: ${tried.left.join(', ')}`)
  }
}

function named(client: string): readonly Product[] {
  return client === 'all' ? products : [findProduct(client)]
}

/** @throws KmipctlError CHECK_FAILED when a product lacks something */
function checkNeeds(needs: readonly Lacks[]): void {
  const lacking = needs.filter((one) => !lacksNothing(one))
  if (lacking.length === 0) return
  const clients = lacking.map(({client}) => client).join(', ')
  throw new KmipctlError('CHECK_FAILED', `The server lacks something for ${clients}`, ExitCode.checkFailed, {
    hint: 'kmipctl simulate run CLIENT shows at which step that matters',
  })
}
