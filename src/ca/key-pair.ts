import {generateKeyPair as generate, type KeyObject} from 'node:crypto'
import {promisify} from 'node:util'
import type {EcBits, KeySpecification} from './key-specification.ts'

const generateAsync = promisify(generate)

const curveNames: Readonly<Record<EcBits, string>> = {256: 'P-256', 384: 'P-384', 521: 'P-521'}

export interface KeyPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

export function generateKeyPair(specification: KeySpecification): Promise<KeyPair> {
  return specification.type === 'ec'
    ? generateAsync('ec', {namedCurve: curveNames[specification.bits]})
    : generateAsync('rsa', {modulusLength: specification.bits, publicExponent: 65_537})
}

/** PKCS#8, not encrypted. */
export function privateKeyToPem(key: KeyObject): string {
  return key.export({type: 'pkcs8', format: 'pem'}).toString()
}
