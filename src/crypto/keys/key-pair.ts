import {generateKeyPair, type KeyObject} from 'node:crypto'
import {promisify} from 'node:util'
import type {EnumName, EnumValue} from '../../kmip/spec/enumeration.ts'
import {CryptographicAlgorithm, type KeyFormatType, type RecommendedCurve} from '../../kmip/spec/enumerations.ts'
import {keyLengths} from '../key-lengths.ts'
import {invalidParameter, unsupportedParameter} from '../refusal.ts'
import {dhGroups, dsaLengths, rsaLengths} from './key-pair-lengths.ts'
import {curveNameOf, curveOf, curveOfLength, type CurveName} from './curves.ts'
import {montgomeryCurve, montgomeryKeyTypes, type MontgomeryCurve} from './montgomery-edwards.ts'

type FormatName = EnumName<typeof KeyFormatType>
type AlgorithmName = EnumName<typeof CryptographicAlgorithm>

/** What a client says of the pair it wants. KMIP 1.4 sections 3.4, 3.5, 3.7 and 4.2. */
export interface KeyPairRequest {
  readonly algorithm: EnumValue<typeof CryptographicAlgorithm>
  readonly length?: number | undefined
  readonly curve?: EnumValue<typeof RecommendedCurve> | undefined
  readonly qlength?: number | undefined
}

export interface KeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** A pair that can be made, with all that the request left open. */
export interface KeyPairPlan {
  /** Equal for plans of equal pairs. */
  readonly name: string
  readonly length: number
  readonly curve?: CurveName
  /** Of the number that KMIP calls Q; on a curve as long as the key. */
  readonly qlength?: number
  /** The Key Format Types that the halves have at first; all versions know them. */
  readonly privateFormat: FormatName
  readonly publicFormat: FormatName
  /** Takes up to some seconds, off the event loop. */
  readonly generate: () => Promise<KeyPair>
}

type Planner = (request: KeyPairRequest, algorithm: AlgorithmName) => Omit<KeyPairPlan, 'name'>

const planners: Readonly<Partial<Record<AlgorithmName, Planner>>> = {
  RSA: planRsa,
  DSA: planDsa,
  DH: planDh,
  EC: planElliptic,
  ECDSA: planElliptic,
  ECDH: planElliptic,
  ECMQV: planElliptic,
  Ed25519: (request) => planEdwards(request, {type: 'ed25519', length: 256, curve: 'CURVE25519'}),
  Ed448: (request) => planEdwards(request, {type: 'ed448', length: 456, curve: 'CURVE448'}),
}

/** @throws KmipError for algorithms without key pairs and for lengths and parameters that do not fit */
export function planKeyPair(request: KeyPairRequest): KeyPairPlan {
  const {algorithm, planner} = plannerFor(request)
  const plan = planner(request, algorithm)
  if (request.length !== undefined && request.length !== plan.length) {
    throw invalidParameter(`A key of ${algorithm} has ${plan.length} bits here, not ${request.length}`)
  }
  if (request.qlength !== undefined && request.qlength !== plan.qlength) {
    throw invalidParameter(`Qlength ${request.qlength} does not fit ${algorithm} of ${plan.length} bits`)
  }
  return {...plan, name: [algorithm, plan.length, plan.curve ?? plan.qlength].join(' ')}
}

function plannerFor({algorithm: wanted}: KeyPairRequest): {algorithm: AlgorithmName; planner: Planner} {
  const algorithm = CryptographicAlgorithm.entry(wanted)?.name
  const planner = algorithm === undefined ? undefined : planners[algorithm]
  if (algorithm !== undefined && planner !== undefined) return {algorithm, planner}
  // Whoever asks for a pair of a symmetric algorithm has mistaken one word for another.
  if (algorithm === undefined || Object.hasOwn(keyLengths, algorithm)) {
    throw invalidParameter(`${algorithm ?? wanted} has no key pairs`)
  }
  throw unsupportedParameter(`Key pairs of ${algorithm} cannot be made here, OpenSSL has none`)
}

const generateRsa = promisify(generateKeyPair)

function planRsa({length = 2048, curve}: KeyPairRequest): Omit<KeyPairPlan, 'name'> {
  refuseCurve(curve, 'RSA')
  const {from, to, step} = rsaLengths
  if (length < from || length > to || length % step !== 0) {
    throw invalidParameter(`RSA keys have ${from} to ${to} bits in steps of ${step}, not ${length}`)
  }
  return {
    length,
    privateFormat: 'PKCS_1',
    publicFormat: 'PKCS_1',
    generate: () => generateRsa('rsa', {modulusLength: length}),
  }
}

function planDsa({length = 2048, qlength, curve}: KeyPairRequest): Omit<KeyPairPlan, 'name'> {
  refuseCurve(curve, 'DSA')
  const known = dsaLengths.filter((pair) => pair.length === length)
  const chosen = known.find((pair) => qlength === undefined || pair.qlength === qlength)
  if (chosen === undefined) {
    const pairs = dsaLengths.map((pair) => `${pair.length} with ${pair.qlength}`).join(', ')
    throw invalidParameter(`DSA keys have P and Q of ${pairs} bits`)
  }
  const {length: modulusLength, qlength: divisorLength} = chosen
  return {
    length: modulusLength,
    qlength: divisorLength,
    privateFormat: 'TransparentDSAPrivateKey',
    publicFormat: 'TransparentDSAPublicKey',
    generate: () => promisify(generateKeyPair)('dsa', {modulusLength, divisorLength}),
  }
}

/** Within the well-known groups: to find a safe prime of one's own takes minutes, and gains nothing. */
function planDh({length = 2048, curve}: KeyPairRequest): Omit<KeyPairPlan, 'name'> {
  refuseCurve(curve, 'DH')
  const group = dhGroups[length]
  if (group === undefined) {
    throw invalidParameter(`DH keys have ${Object.keys(dhGroups).join(', ')} bits, not ${length}`)
  }
  return {
    length,
    // P is a safe prime.
    qlength: length - 1,
    privateFormat: 'TransparentDHPrivateKey',
    publicFormat: 'TransparentDHPublicKey',
    // The types leave Diffie-Hellman out.
    generate: () => promisify(generateKeyPair)('dh' as 'ed25519', {group} as object),
  }
}

function planElliptic({length, curve}: KeyPairRequest, algorithm: AlgorithmName): Omit<KeyPairPlan, 'name'> {
  const montgomery = montgomeryCurve(curve)
  if (montgomery !== undefined) return planMontgomery(montgomery, algorithm)
  const wanted = curve ?? (length === undefined ? 'P_256' : curveOfLength(length))
  if (wanted === undefined) {
    throw invalidParameter(`No curve of ${length} bits is a default`, 'Name it in the Cryptographic Domain Parameters')
  }
  const {openSslName, bits} = curveOf(wanted)
  const name = curveNameOf(openSslName)
  if (name === undefined) throw invalidParameter(`${algorithm} on the curve ${wanted} is not supported`)
  return {
    length: bits,
    // The size of the curve, in the words of most clients.
    qlength: bits,
    curve: name,
    privateFormat: 'ECPrivateKey',
    publicFormat: 'X_509',
    generate: () => promisify(generateKeyPair)('ec', {namedCurve: openSslName}),
  }
}

/** The curves of RFC 7748 are for agreement alone; those who sign on them are called otherwise. */
function planMontgomery(curve: MontgomeryCurve, algorithm: AlgorithmName): Omit<KeyPairPlan, 'name'> {
  if (algorithm !== 'EC' && algorithm !== 'ECDH') {
    const edwards = curve === 'CURVE25519' ? 'Ed25519' : 'Ed448'
    throw invalidParameter(`${algorithm} has no keys on ${curve}`, `Use ECDH to agree on secrets, ${edwards} to sign`)
  }
  const length = curve === 'CURVE25519' ? 256 : 448
  return {...planOctets(montgomeryKeyTypes[curve], length), qlength: length, curve}
}

interface EdwardsAlgorithm {
  readonly type: 'ed25519' | 'ed448'
  readonly length: number
  /** The only one that a request may name. */
  readonly curve: MontgomeryCurve
}

function planEdwards(request: KeyPairRequest, {type, length, curve}: EdwardsAlgorithm): Omit<KeyPairPlan, 'name'> {
  if (request.curve !== undefined && montgomeryCurve(request.curve) !== curve) {
    throw invalidParameter(`Keys of ${request.algorithm} are not on ${request.curve}`)
  }
  return planOctets(type, length)
}

/** Keys of RFC 8410. */
function planOctets(type: 'ed25519' | 'ed448' | 'x25519' | 'x448', length: number): Omit<KeyPairPlan, 'name'> {
  return {
    length,
    privateFormat: 'PKCS_8',
    publicFormat: 'X_509',
    // They have different types and the same parameters: none.
    generate: () => promisify(generateKeyPair)(type as 'ed25519', {}),
  }
}

function refuseCurve(curve: KeyPairRequest['curve'], algorithm: string): void {
  if (curve !== undefined) throw invalidParameter(`${algorithm} has no Recommended Curve`)
}
