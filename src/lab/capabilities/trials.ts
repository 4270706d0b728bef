import {randomUUID} from 'node:crypto'
import type {KmipClient} from '../../client/kmip-client.ts'
import {KmipctlError} from '../../errors.ts'
import {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {CreateKeyPair} from '../../kmip/operations/create-key-pair.ts'
import {Create} from '../../kmip/operations/create.ts'
import {Destroy} from '../../kmip/operations/destroy.ts'
import {Encrypt} from '../../kmip/operations/encrypt.ts'
import {Register} from '../../kmip/operations/register.ts'
import {Revoke} from '../../kmip/operations/revoke.ts'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {BlockCipherMode, CryptographicAlgorithm, RecommendedCurve} from '../../kmip/spec/enumerations.ts'
import {CryptographicUsageMask} from '../../kmip/spec/masks.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {isBefore, type Version} from '../../kmip/spec/version.ts'
import {ItemType} from '../../ttlv/node.ts'

/** Something that a server was asked to do, and whether it did. */
export interface TrialResult {
  readonly trial: string
  readonly works: boolean
  /** What it said instead. */
  readonly said: string | undefined
}

type Trying = Pick<KmipClient, 'call'>

interface Trial {
  readonly name: string
  readonly since: Version
  /** Makes what is left to be destroyed known as it goes. */
  readonly run: (client: Trying, context: TrialContext) => Promise<void>
}

interface TrialContext {
  readonly made: string[]
  /** All that is made has a name that begins so. */
  readonly prefix: string
  readonly options: {readonly signal: AbortSignal | undefined; readonly version: Version}
}

type Algorithm = EnumName<typeof CryptographicAlgorithm>

const encryptDecrypt = CryptographicUsageMask.of('Encrypt', 'Decrypt')

function named({prefix}: TrialContext): AttributeSet {
  const set = new AttributeSet()
  set.add('Name', {nameValue: `${prefix}-${randomUUID()}`, nameType: 'UninterpretedTextString'})
  return set
}

interface TrialKey {
  readonly algorithm: Algorithm
  /** In bits. */
  readonly length: number
  /** Adds what the trial is about. */
  readonly with?: (attributes: AttributeSet) => void
}

async function createKey(client: Trying, context: TrialContext, key: TrialKey): Promise<string> {
  const attributes = named(context)
    .set('CryptographicAlgorithm', key.algorithm)
    .set('CryptographicLength', key.length)
    .set('CryptographicUsageMask', encryptDecrypt)
  key.with?.(attributes)
  const {uniqueIdentifier} = await client.call(Create, {objectType: 'SymmetricKey', attributes}, context.options)
  context.made.push(uniqueIdentifier)
  return uniqueIdentifier
}

function symmetric(name: string, algorithm: Algorithm, length: number): Trial {
  return {
    name: `Create ${name}`,
    since: '1.0',
    async run(client, context) {
      await createKey(client, context, {algorithm, length})
    },
  }
}

function pair(name: string, algorithm: Algorithm, length: number, curve?: EnumName<typeof RecommendedCurve>): Trial {
  return {
    name: `Create Key Pair ${name}`,
    since: '1.0',
    async run(client, context) {
      const commonAttributes = new AttributeSet()
        .set('CryptographicAlgorithm', algorithm)
        .set('CryptographicLength', length)
      if (curve !== undefined) commonAttributes.set('CryptographicDomainParameters', {recommendedCurve: curve})
      const request = {
        commonAttributes,
        privateKeyAttributes: named(context).set('CryptographicUsageMask', CryptographicUsageMask.of('Sign')),
        publicKeyAttributes: named(context).set('CryptographicUsageMask', CryptographicUsageMask.of('Verify')),
      }
      const answer = await client.call(CreateKeyPair, request, context.options)
      context.made.push(answer.privateKeyUniqueIdentifier, answer.publicKeyUniqueIdentifier)
    },
  }
}

function encrypting(mode: EnumName<typeof BlockCipherMode>): Trial {
  return {
    name: `Encrypt AES ${mode}`,
    since: '1.2',
    async run(client, context) {
      const id = await createKey(client, context, {algorithm: 'AES', length: 256, with: activate})
      const padding = mode === 'CBC' || mode === 'ECB' ? ({paddingMethod: 'PKCS5'} as const) : {}
      const tag = mode === 'GCM' ? {tagLength: 16} : {}
      const iv = mode === 'ECB' ? undefined : new Uint8Array(mode === 'GCM' ? 12 : 16)
      await client.call(
        Encrypt,
        {
          uniqueIdentifier: id,
          cryptographicParameters: {blockCipherMode: mode, ...padding, ...tag},
          data: new Uint8Array(16),
          ivCounterNonce: iv,
        },
        context.options,
      )
    },
  }
}

function activate(attributes: AttributeSet): void {
  attributes.set('ActivationDate', new Date(0))
}

const secret: Trial = {
  name: 'Register Secret Data',
  since: '1.0',
  async run(client, context) {
    const attributes = named(context).set('CryptographicUsageMask', 0)
    const keyBlock = {keyFormatType: 'Opaque', keyValue: {kind: 'plain', keyMaterial: new Uint8Array(16)}} as const
    const object = {type: 'SecretData', value: {secretDataType: 'Password', keyBlock}} as const
    const answer = await client.call(Register, {objectType: 'SecretData', attributes, object}, context.options)
    context.made.push(answer.uniqueIdentifier)
  },
}

const custom: Trial = {
  name: 'Create with a custom attribute',
  since: '1.0',
  async run(client, context) {
    const mark = {tag: Tag.AttributeValue, type: ItemType.TextString, value: 'trial'} as const
    await createKey(client, context, {algorithm: 'AES', length: 128, with: (set) => void set.add('x:kmipctl', mark)})
  },
}

const trials: readonly Trial[] = [
  symmetric('AES 128', 'AES', 128),
  symmetric('AES 192', 'AES', 192),
  symmetric('AES 256', 'AES', 256),
  symmetric('3DES 168', 'DES3', 168),
  symmetric('Camellia 256', 'Camellia', 256),
  symmetric('ChaCha20 256', 'ChaCha20', 256),
  pair('RSA 2048', 'RSA', 2048),
  pair('RSA 3072', 'RSA', 3072),
  pair('EC P-256', 'EC', 256, 'P_256'),
  pair('EC P-384', 'EC', 384, 'P_384'),
  pair('EC P-521', 'EC', 521, 'P_521'),
  secret,
  custom,
  encrypting('CBC'),
  encrypting('ECB'),
  encrypting('CTR'),
  encrypting('GCM'),
]

export interface TryOptions {
  readonly version: Version
  readonly signal?: AbortSignal | undefined
  readonly onTrial?: ((result: TrialResult) => void) | undefined
}

/** What was found out, and what could not be destroyed again. */
export interface Tried {
  readonly version: Version
  readonly trials: readonly TrialResult[]
  readonly left: readonly string[]
}

/** Has the server do things, and destroys what came of them. Rejects where the connection fails. */
export async function tryCapabilities(client: Trying, {version, signal, onTrial}: TryOptions): Promise<Tried> {
  const results: TrialResult[] = []
  const left: string[] = []
  for (const trial of trials.filter(({since}) => !isBefore(version, since))) {
    const made: string[] = []
    const options = {signal, version}
    try {
      const result = await outcomeOf(trial, client, {made, options, prefix: 'kmipctl-trial'})
      results.push(result)
      onTrial?.(result)
    } finally {
      left.push(...(await destroyed(client, made, {version})))
    }
  }
  return {version, trials: results, left}
}

async function outcomeOf({name, run}: Trial, client: Trying, context: TrialContext): Promise<TrialResult> {
  try {
    await run(client, context)
    return {trial: name, works: true, said: undefined}
  } catch (error) {
    // What says nothing of the server ends the trials
    if (!(error instanceof KmipctlError) || error.code.startsWith('TRANSPORT')) throw error
    return {trial: name, works: false, said: error.message}
  }
}

/** Those that are still there. */
async function destroyed(client: Trying, made: readonly string[], options: {version: Version}): Promise<string[]> {
  const left: string[] = []
  for (const uniqueIdentifier of made) {
    const revocationReason = {revocationReasonCode: 'CessationOfOperation'} as const
    await client.call(Revoke, {uniqueIdentifier, revocationReason}, options).catch(() => undefined)
    await client.call(Destroy, {uniqueIdentifier}, options).catch(() => left.push(uniqueIdentifier))
  }
  return left
}
