import {getCurves} from 'node:crypto'
import type {EnumName, EnumValue} from '../../kmip/spec/enumeration.ts'
import {RecommendedCurve} from '../../kmip/spec/enumerations.ts'
import {unsupportedParameter} from '../refusal.ts'
import {derObjectIdentifier} from './der.ts'

export type CurveName = EnumName<typeof RecommendedCurve>

/** A named elliptic curve; `bits` is the size of its field, which is the Cryptographic Length of its keys. */
export interface Curve {
  readonly openSslName: string
  readonly objectIdentifier: string
  readonly bits: number
}

/** By Recommended Curve, KMIP 1.4 section 9.1.3.2.5. Numbers from SEC 2, ANSI X9.62 and RFC 5639. */
const curves: Readonly<Partial<Record<CurveName, Curve>>> = {
  P_192: {openSslName: 'prime192v1', objectIdentifier: '1.2.840.10045.3.1.1', bits: 192},
  K_163: {openSslName: 'sect163k1', objectIdentifier: '1.3.132.0.1', bits: 163},
  B_163: {openSslName: 'sect163r2', objectIdentifier: '1.3.132.0.15', bits: 163},
  P_224: {openSslName: 'secp224r1', objectIdentifier: '1.3.132.0.33', bits: 224},
  K_233: {openSslName: 'sect233k1', objectIdentifier: '1.3.132.0.26', bits: 233},
  B_233: {openSslName: 'sect233r1', objectIdentifier: '1.3.132.0.27', bits: 233},
  P_256: {openSslName: 'prime256v1', objectIdentifier: '1.2.840.10045.3.1.7', bits: 256},
  K_283: {openSslName: 'sect283k1', objectIdentifier: '1.3.132.0.16', bits: 283},
  B_283: {openSslName: 'sect283r1', objectIdentifier: '1.3.132.0.17', bits: 283},
  P_384: {openSslName: 'secp384r1', objectIdentifier: '1.3.132.0.34', bits: 384},
  K_409: {openSslName: 'sect409k1', objectIdentifier: '1.3.132.0.36', bits: 409},
  B_409: {openSslName: 'sect409r1', objectIdentifier: '1.3.132.0.37', bits: 409},
  P_521: {openSslName: 'secp521r1', objectIdentifier: '1.3.132.0.35', bits: 521},
  K_571: {openSslName: 'sect571k1', objectIdentifier: '1.3.132.0.38', bits: 571},
  B_571: {openSslName: 'sect571r1', objectIdentifier: '1.3.132.0.39', bits: 571},
  SECP112R1: {openSslName: 'secp112r1', objectIdentifier: '1.3.132.0.6', bits: 112},
  SECP112R2: {openSslName: 'secp112r2', objectIdentifier: '1.3.132.0.7', bits: 112},
  SECP128R1: {openSslName: 'secp128r1', objectIdentifier: '1.3.132.0.28', bits: 128},
  SECP128R2: {openSslName: 'secp128r2', objectIdentifier: '1.3.132.0.29', bits: 128},
  SECP160K1: {openSslName: 'secp160k1', objectIdentifier: '1.3.132.0.9', bits: 160},
  SECP160R1: {openSslName: 'secp160r1', objectIdentifier: '1.3.132.0.8', bits: 160},
  SECP160R2: {openSslName: 'secp160r2', objectIdentifier: '1.3.132.0.30', bits: 160},
  SECP192K1: {openSslName: 'secp192k1', objectIdentifier: '1.3.132.0.31', bits: 192},
  SECP224K1: {openSslName: 'secp224k1', objectIdentifier: '1.3.132.0.32', bits: 224},
  SECP256K1: {openSslName: 'secp256k1', objectIdentifier: '1.3.132.0.10', bits: 256},
  SECT113R1: {openSslName: 'sect113r1', objectIdentifier: '1.3.132.0.4', bits: 113},
  SECT113R2: {openSslName: 'sect113r2', objectIdentifier: '1.3.132.0.5', bits: 113},
  SECT131R1: {openSslName: 'sect131r1', objectIdentifier: '1.3.132.0.22', bits: 131},
  SECT131R2: {openSslName: 'sect131r2', objectIdentifier: '1.3.132.0.23', bits: 131},
  SECT163R1: {openSslName: 'sect163r1', objectIdentifier: '1.3.132.0.2', bits: 163},
  SECT193R1: {openSslName: 'sect193r1', objectIdentifier: '1.3.132.0.24', bits: 193},
  SECT193R2: {openSslName: 'sect193r2', objectIdentifier: '1.3.132.0.25', bits: 193},
  SECT239K1: {openSslName: 'sect239k1', objectIdentifier: '1.3.132.0.3', bits: 239},
  ANSIX9P192V2: {openSslName: 'prime192v2', objectIdentifier: '1.2.840.10045.3.1.2', bits: 192},
  ANSIX9P192V3: {openSslName: 'prime192v3', objectIdentifier: '1.2.840.10045.3.1.3', bits: 192},
  ANSIX9P239V1: {openSslName: 'prime239v1', objectIdentifier: '1.2.840.10045.3.1.4', bits: 239},
  ANSIX9P239V2: {openSslName: 'prime239v2', objectIdentifier: '1.2.840.10045.3.1.5', bits: 239},
  ANSIX9P239V3: {openSslName: 'prime239v3', objectIdentifier: '1.2.840.10045.3.1.6', bits: 239},
  ANSIX9C2PNB163V1: {openSslName: 'c2pnb163v1', objectIdentifier: '1.2.840.10045.3.0.1', bits: 163},
  ANSIX9C2PNB163V2: {openSslName: 'c2pnb163v2', objectIdentifier: '1.2.840.10045.3.0.2', bits: 163},
  ANSIX9C2PNB163V3: {openSslName: 'c2pnb163v3', objectIdentifier: '1.2.840.10045.3.0.3', bits: 163},
  ANSIX9C2PNB176V1: {openSslName: 'c2pnb176v1', objectIdentifier: '1.2.840.10045.3.0.4', bits: 176},
  ANSIX9C2TNB191V1: {openSslName: 'c2tnb191v1', objectIdentifier: '1.2.840.10045.3.0.5', bits: 191},
  ANSIX9C2TNB191V2: {openSslName: 'c2tnb191v2', objectIdentifier: '1.2.840.10045.3.0.6', bits: 191},
  ANSIX9C2TNB191V3: {openSslName: 'c2tnb191v3', objectIdentifier: '1.2.840.10045.3.0.7', bits: 191},
  ANSIX9C2PNB208W1: {openSslName: 'c2pnb208w1', objectIdentifier: '1.2.840.10045.3.0.10', bits: 208},
  ANSIX9C2TNB239V1: {openSslName: 'c2tnb239v1', objectIdentifier: '1.2.840.10045.3.0.11', bits: 239},
  ANSIX9C2TNB239V2: {openSslName: 'c2tnb239v2', objectIdentifier: '1.2.840.10045.3.0.12', bits: 239},
  ANSIX9C2TNB239V3: {openSslName: 'c2tnb239v3', objectIdentifier: '1.2.840.10045.3.0.13', bits: 239},
  ANSIX9C2PNB272W1: {openSslName: 'c2pnb272w1', objectIdentifier: '1.2.840.10045.3.0.16', bits: 272},
  ANSIX9C2PNB304W1: {openSslName: 'c2pnb304w1', objectIdentifier: '1.2.840.10045.3.0.17', bits: 304},
  ANSIX9C2TNB359V1: {openSslName: 'c2tnb359v1', objectIdentifier: '1.2.840.10045.3.0.18', bits: 359},
  ANSIX9C2PNB368W1: {openSslName: 'c2pnb368w1', objectIdentifier: '1.2.840.10045.3.0.19', bits: 368},
  ANSIX9C2TNB431R1: {openSslName: 'c2tnb431r1', objectIdentifier: '1.2.840.10045.3.0.20', bits: 431},
  BRAINPOOLP160R1: {openSslName: 'brainpoolP160r1', objectIdentifier: '1.3.36.3.3.2.8.1.1.1', bits: 160},
  BRAINPOOLP160T1: {openSslName: 'brainpoolP160t1', objectIdentifier: '1.3.36.3.3.2.8.1.1.2', bits: 160},
  BRAINPOOLP192R1: {openSslName: 'brainpoolP192r1', objectIdentifier: '1.3.36.3.3.2.8.1.1.3', bits: 192},
  BRAINPOOLP192T1: {openSslName: 'brainpoolP192t1', objectIdentifier: '1.3.36.3.3.2.8.1.1.4', bits: 192},
  BRAINPOOLP224R1: {openSslName: 'brainpoolP224r1', objectIdentifier: '1.3.36.3.3.2.8.1.1.5', bits: 224},
  BRAINPOOLP224T1: {openSslName: 'brainpoolP224t1', objectIdentifier: '1.3.36.3.3.2.8.1.1.6', bits: 224},
  BRAINPOOLP256R1: {openSslName: 'brainpoolP256r1', objectIdentifier: '1.3.36.3.3.2.8.1.1.7', bits: 256},
  BRAINPOOLP256T1: {openSslName: 'brainpoolP256t1', objectIdentifier: '1.3.36.3.3.2.8.1.1.8', bits: 256},
  BRAINPOOLP320R1: {openSslName: 'brainpoolP320r1', objectIdentifier: '1.3.36.3.3.2.8.1.1.9', bits: 320},
  BRAINPOOLP320T1: {openSslName: 'brainpoolP320t1', objectIdentifier: '1.3.36.3.3.2.8.1.1.10', bits: 320},
  BRAINPOOLP384R1: {openSslName: 'brainpoolP384r1', objectIdentifier: '1.3.36.3.3.2.8.1.1.11', bits: 384},
  BRAINPOOLP384T1: {openSslName: 'brainpoolP384t1', objectIdentifier: '1.3.36.3.3.2.8.1.1.12', bits: 384},
  BRAINPOOLP512R1: {openSslName: 'brainpoolP512r1', objectIdentifier: '1.3.36.3.3.2.8.1.1.13', bits: 512},
  BRAINPOOLP512T1: {openSslName: 'brainpoolP512t1', objectIdentifier: '1.3.36.3.3.2.8.1.1.14', bits: 512},
}

const nameByOpenSslName = new Map(
  Object.entries(curves).map(([name, {openSslName}]) => [openSslName, name as CurveName] as const),
)

const offered = new Set(getCurves())

/** The curve of a Recommended Curve; throws KmipError for those that OpenSSL lacks or that are no Weierstrass curve. */
export function curveOf(recommended: EnumValue<typeof RecommendedCurve>): Curve {
  const name = RecommendedCurve.entry(recommended)?.name
  const curve = name === undefined ? undefined : curves[name]
  if (curve === undefined || !offered.has(curve.openSslName))
    throw unsupportedParameter(`Recommended Curve ${name ?? recommended} is not supported`)
  return curve
}

/** The Recommended Curve that OpenSSL calls so; undefined for its other curves. */
export function curveNameOf(openSslName: string | undefined): CurveName | undefined {
  return openSslName === undefined ? undefined : nameByOpenSslName.get(openSslName)
}

/** The curve that a length alone means: the NIST curve over a prime field of that size. */
export function curveOfLength(bits: number): CurveName | undefined {
  return ([`P_${bits}`] as CurveName[]).find((name) => Object.hasOwn(curves, name))
}

/** False for curves over a field of characteristic two. */
export function isOverPrimeField({openSslName}: Curve): boolean {
  return /^(?:prime|secp|brainpoolP)/.test(openSslName)
}

const nameByIdentifier = new Map(
  Object.entries(curves).map(([name, {objectIdentifier}]) => [
    derObjectIdentifier(objectIdentifier).subarray(2).toString('hex'),
    name as CurveName,
  ]),
)

/** The Recommended Curve with an object identifier, of which `content` is what DER has after its length. */
export function curveNameOfIdentifier(content: Uint8Array): CurveName | undefined {
  return nameByIdentifier.get(Buffer.from(content).toString('hex'))
}
