import type {KeyObject} from 'node:crypto'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {CryptographicAlgorithm} from '../../kmip/spec/enumerations.ts'
import {curveOf, type CurveName} from './curves.ts'
import {fieldKeyOf} from './discrete-logarithm-key.ts'
import {namedCurveOf} from './elliptic-key.ts'
import {MalformedKey} from './malformed-key.ts'
import {bitLength} from './numbers.ts'
import {modulusBits} from '../rsa/modulus.ts'

type AlgorithmName = EnumName<typeof CryptographicAlgorithm>

/** What a key tells of itself in the words of KMIP. */
export interface AsymmetricFacts {
  /** What the key may be called; the first is the name when nobody says another. */
  readonly algorithms: readonly AlgorithmName[]
  /** Cryptographic Length, KMIP 1.4 section 4.2: of the modulus, of P, of the curve. */
  readonly length: number
  readonly curve?: CurveName
  /** Of DSA keys. */
  readonly qlength?: number
}

const ellipticAlgorithms: readonly AlgorithmName[] = ['EC', 'ECDSA', 'ECDH', 'ECMQV']

const readers: Readonly<Record<string, (key: KeyObject) => AsymmetricFacts>> = {
  rsa: (key) => ({algorithms: ['RSA'], length: modulusBits(key)}),
  'rsa-pss': (key) => ({algorithms: ['RSA'], length: modulusBits(key)}),
  dsa(key) {
    const [p = 0n, q = 0n] = fieldKeyOf(key).parameters
    return {algorithms: ['DSA'], length: bitLength(p), qlength: bitLength(q)}
  },
  dh: (key) => ({algorithms: ['DH'], length: bitLength(fieldKeyOf(key).parameters[0] ?? 0n)}),
  ec(key) {
    const curve = namedCurveOf(key)
    if (curve === undefined) throw new MalformedKey('The curve of the key is none that KMIP names')
    return {algorithms: ellipticAlgorithms, length: curveOf(curve).bits, curve}
  },
  ed25519: () => ({algorithms: ['Ed25519'], length: 256, curve: 'CURVE25519'}),
  ed448: () => ({algorithms: ['Ed448'], length: 456, curve: 'CURVE448'}),
  x25519: () => ({algorithms: ['ECDH', 'EC'], length: 256, curve: 'CURVE25519'}),
  x448: () => ({algorithms: ['ECDH', 'EC'], length: 448, curve: 'CURVE448'}),
}

/** @throws MalformedKey for kinds of keys that KMIP has no algorithm for */
export function factsOf(key: KeyObject): AsymmetricFacts {
  const read = readers[key.asymmetricKeyType ?? '']
  if (read === undefined) throw new MalformedKey(`Keys of the kind ${key.asymmetricKeyType} have no algorithm in KMIP`)
  return read(key)
}
