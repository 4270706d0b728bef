import {bareWord, flagWord} from '../../notation/word.ts'
import type {Candidate, Completion, ValuePlace} from './candidates.ts'

/** What only the surroundings of the program know. */
export interface KnownNames {
  readonly profiles: () => Promise<readonly string[]>
  /** Unique identifiers; only a shell knows some. */
  readonly identifiers?: (() => readonly string[]) | undefined
}

/** Values that may stand in a place, of the tables of KMIP or the surroundings; undefined where nothing is known. */
export async function completedValues(place: ValuePlace, known: KnownNames): Promise<Completion | undefined> {
  const {kind, command, name, helpValue} = place
  if (isProfile(place)) return of(await known.profiles())
  if (helpValue === 'ID' || (kind === 'argument' && name === 'id')) return identifiers(known)
  if (kind === 'argument') return argumentValues(command, name)
  return flagValues(place)
}

function isProfile({kind, command, name}: ValuePlace): boolean {
  return name === (kind === 'flag' ? 'profile' : 'name') && (kind === 'flag' || command.startsWith('profile:'))
}

function identifiers({identifiers}: KnownNames): Completion {
  return of(identifiers?.() ?? [])
}

async function argumentValues(command: string, name: string): Promise<Completion | undefined> {
  if (name === 'attribute') return attributes(command === 'op:delete-attribute' ? '' : '=')
  if (tables[`${command} ${name}`] !== undefined) return of((await tableWords({command, name}))?.words ?? [])
  const known = ownArguments[`${command} ${name}`]
  if (known !== undefined) return known()
  return isName(name) ? of([]) : undefined
}

const ownArguments: Readonly<Record<string, () => Completion | Promise<Completion>>> = {
  'op:adjust-attribute name': () => attributes(''),
  'op:get-attributes name': () => attributes(''),
  'describe name': describedNames,
  'cred:recipes client': recipeNames,
  'simulate:run client': productNames,
  'run file': () => ({candidates: [], files: true, suffixes: ['.yaml', '.yml']}),
}

/** Arguments that are names of things in a store are no names of files. */
function isName(name: string): boolean {
  return ['name', 'serial', 'accessor', 'value', 'bytes', 'assignment', 'identifier'].includes(name)
}

async function flagValues(place: ValuePlace): Promise<Completion | undefined> {
  const {name, helpValue, begun} = place
  if (name.endsWith('attribute')) return attributes(helpValue.includes('=') ? '=' : '')
  if (/FILE|DIR|PATH|DATE|HEX|DURATION|NUMBER/.test(helpValue)) return undefined
  if (['operation', 'add-operation', 'remove-operation'].includes(name)) return operations()
  if (['kmip-version', 'offer', 'version'].includes(name)) return versions(name)
  if (name === 'for') return recipeNames()
  if (name === 'needs') return productNames()
  const words = await tableWords(place)
  return words === undefined ? undefined : of(words.list ? listed(words.words, begun) : words.words)
}

/** Flags that have another name than the table of their values. */
const tables: Readonly<Record<string, string>> = {
  adjustment: 'AdjustmentType',
  algorithm: 'CryptographicAlgorithm',
  compression: 'KeyCompressionType',
  curve: 'RecommendedCurve',
  'data-from': 'Data',
  format: 'KeyFormatType',
  function: 'QueryFunction',
  hash: 'HashingAlgorithm',
  'mask-hash': 'HashingAlgorithm',
  mode: 'BlockCipherMode',
  padding: 'PaddingMethod',
  'private-protection-storage': 'ProtectionStorageMask',
  'protection-storage': 'ProtectionStorageMask',
  'public-protection-storage': 'ProtectionStorageMask',
  reason: 'RevocationReasonCode',
  'request-type': 'CertificateRequestType',
  'secret-type': 'SecretDataType',
  'signature-algorithm': 'DigitalSignatureAlgorithm',
  type: 'ObjectType',
  'wrap-encoding': 'EncodingOption',
  'wrap-method': 'WrappingMethod',
  'wrap-mode': 'BlockCipherMode',
  'wrap-type': 'KeyWrapType',
  'op:create-split-key method': 'SplitKeyMethod',
  'op:derive-key method': 'DerivationMethod',
  'op:interop function': 'InteropFunction',
  'op:pkcs11 function': 'PKCS_11Function',
  'op:set-endpoint-role role': 'EndpointRole',
  usage: 'CryptographicUsageMask',
  'private-usage': 'CryptographicUsageMask',
  'public-usage': 'CryptographicUsageMask',
  storage: 'StorageStatusMask',
}

interface TableWords {
  readonly words: readonly string[]
  /** Several may stand between commas. */
  readonly list: boolean
}

async function tableWords({command, name}: Pick<ValuePlace, 'command' | 'name'>): Promise<TableWords | undefined> {
  const wanted = bareWord(tables[`${command} ${name}`] ?? tables[name] ?? name)
  const [{enumerations}, {masks}] = await Promise.all([
    import('../../kmip/spec/enumeration-index.ts'),
    import('../../kmip/spec/masks.ts'),
  ])
  const mask = Object.values(masks).find((table) => bareWord(table.name) === wanted)
  if (mask !== undefined) return {words: specWords(mask.entries), list: true}
  const enumeration = Object.values(enumerations).find((table) => bareWord(table.name) === wanted)
  return enumeration === undefined ? undefined : {words: specWords(enumeration.entries), list: false}
}

function specWords(entries: readonly {readonly specName: string}[]): string[] {
  return entries.map(({specName}) => (specName === 'Pre-Active' ? specName.toLowerCase() : flagWord(specName)))
}

/** The words behind the last comma, but those that are there already. */
function listed(words: readonly string[], begun: string): string[] {
  const before = begun.slice(0, begun.lastIndexOf(',') + 1)
  const present = new Set(before.split(',').map(bareWord))
  return words.filter((word) => !present.has(bareWord(word))).map((word) => before + word)
}

async function attributes(end: '=' | ''): Promise<Completion> {
  const {attributeNames, definitionOf} = await import('../../kmip/attributes/lookup.ts')
  return of(attributeNames.map((key) => definitionOf(key).name.toLowerCase().replaceAll(' ', '-') + end))
}

async function operations(): Promise<Completion> {
  const {grantableOperations, operationFlagName} = await import('../../administration/operation-name.ts')
  return of(grantableOperations().map(operationFlagName))
}

async function versions(flag: string): Promise<Completion> {
  const {versions} = await import('../../kmip/spec/version.ts')
  return of(flag === 'kmip-version' ? ['auto', ...versions] : versions)
}

async function recipeNames(): Promise<Completion> {
  const {recipes} = await import('../../administration/recipes/index.ts')
  return {candidates: recipes.map(({name, product}) => ({word: name, description: product})), files: false}
}

async function productNames(): Promise<Completion> {
  const {products} = await import('../../lab/simulate/products/index.ts')
  return {candidates: products.map(({client, product}) => ({word: client, description: product})), files: false}
}

async function describedNames(): Promise<Completion> {
  const {allDescriptions} = await import('../../kmip/description/describe.ts')
  const candidates = allDescriptions().map(({identifier, kind}): Candidate => ({word: identifier, description: kind}))
  return {candidates, files: false}
}

function of(words: readonly string[]): Completion {
  return {candidates: words.map((word) => ({word, description: ''})), files: false}
}
