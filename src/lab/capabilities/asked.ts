import type {CallOptions, KmipClient} from '../../client/kmip-client.ts'
import {OperationFailedError} from '../../client/operation-failed-error.ts'
import {UnexpectedResponseError} from '../../client/unexpected-response-error.ts'
import {DiscoverVersions} from '../../kmip/operations/discover-versions.ts'
import {Query} from '../../kmip/operations/query.ts'
import type {ResponseOf} from '../../kmip/schema/operation.ts'
import type {EnumName, EnumValue} from '../../kmip/spec/enumeration.ts'
import {ObjectType, Operation, QueryFunction} from '../../kmip/spec/enumerations.ts'
import {compareVersions, inRange, type Version, versionOf} from '../../kmip/spec/version.ts'

/** What a server says that it can do in one version of KMIP. */
export interface VersionAnswer {
  readonly version: Version
  /** Names of the specification; numbers of those that it does not have. */
  readonly operations: readonly string[]
  readonly objectTypes: readonly string[]
  /** Why it says nothing in this version. */
  readonly refused: string | undefined
}

/** What a server says of itself. */
export interface AskedCapabilities {
  /** Newest first. */
  readonly versions: readonly VersionAnswer[]
  readonly vendor: string | undefined
  /** Answers to the other functions of Query, in the newest version, by their names. */
  readonly more: Readonly<Partial<ResponseOf<typeof Query>>>
  /** Query Functions that the server refused. */
  readonly refusedFunctions: readonly string[]
}

type Asking = Pick<KmipClient, 'call'>
type Options = Pick<CallOptions, 'signal'>

/**
 * Asks a server by Discover Versions and by Query in each version that it speaks. Changes nothing. Rejects as clients do
 * where there is no answer at all.
 */
export async function askCapabilities(client: Asking, options: Options = {}): Promise<AskedCapabilities> {
  const spoken = await versionsOf(client, options)
  const versions: VersionAnswer[] = []
  for (const version of spoken) versions.push(await askIn(client, version, options))
  const newest = versions.find(({refused}) => refused === undefined)?.version
  const {answers, refusedFunctions} = newest === undefined ? nothing : await askMore(client, newest, options)
  const {vendorIdentification, ...more} = Object.assign({}, ...answers) as Partial<ResponseOf<typeof Query>>
  return {versions, vendor: vendorIdentification, more, refusedFunctions}
}

const nothing = {answers: [], refusedFunctions: []}

async function versionsOf(client: Asking, options: Options): Promise<readonly Version[]> {
  const answer = await tolerated(client.call(DiscoverVersions, {protocolVersion: []}, {...options, version: '1.1'}))
  if (answer instanceof Error) return ['1.0']
  const found = (answer.protocolVersion ?? []).flatMap((version) => versionOf(version) ?? [])
  return found.length === 0 ? ['1.0'] : found.toSorted(compareVersions).toReversed()
}

async function askIn(client: Asking, version: Version, options: Options): Promise<VersionAnswer> {
  const request = {queryFunction: ['QueryOperations', 'QueryObjects']} as const
  const answer = await tolerated(client.call(Query, request, {...options, version}))
  if (answer instanceof Error) return {version, operations: [], objectTypes: [], refused: answer.message}
  return {
    version,
    operations: names(Operation, answer.operation),
    objectTypes: names(ObjectType, answer.objectType),
    refused: undefined,
  }
}

const answeredAlready: ReadonlySet<string> = new Set(['QueryOperations', 'QueryObjects'])

async function askMore(client: Asking, version: Version, options: Options) {
  const answers: Partial<ResponseOf<typeof Query>>[] = []
  const refusedFunctions: string[] = []
  const functions = QueryFunction.entries.filter((one) => inRange(one, version) && !answeredAlready.has(one.name))
  // Each by itself: a server that does not know one refuses all that stand beside it
  for (const {name, specName} of functions) {
    const queryFunction: readonly EnumName<typeof QueryFunction>[] = [name]
    const answer = await tolerated(client.call(Query, {queryFunction}, {...options, version}))
    if (answer instanceof Error) refusedFunctions.push(specName)
    else answers.push(said(answer))
  }
  return {answers, refusedFunctions}
}

function said(answer: ResponseOf<typeof Query>): Partial<ResponseOf<typeof Query>> {
  const members = Object.entries(answer).filter(([, value]) => value !== undefined && !isEmpty(value))
  return Object.fromEntries(members)
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** Refusals and answers that are none say something too; that there is no connection does not. */
async function tolerated<T>(work: Promise<T>): Promise<T | OperationFailedError | UnexpectedResponseError> {
  try {
    return await work
  } catch (error) {
    if (error instanceof OperationFailedError || error instanceof UnexpectedResponseError) return error
    throw error
  }
}

function names(
  table: typeof Operation | typeof ObjectType,
  values: readonly EnumValue<typeof Operation | typeof ObjectType>[] | undefined,
): string[] {
  return (values ?? []).map((value) => {
    if (typeof value === 'number') return `0x${value.toString(16).padStart(8, '0')}`
    return table.specName(value) ?? value
  })
}
