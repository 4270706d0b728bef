import {PKCS_11} from '../../src/kmip/operations/pkcs-11.ts'
import {attribute, type AttributeValue, type Template} from '../../src/server/pkcs11/codec/template.ts'
import {CKA, type AttributeName} from '../../src/server/pkcs11/spec/attribute-types.ts'
import {decodeParameters, encodeParameters, type Shape, type ValuesOf} from '../../src/server/pkcs11/codec/wire-type.ts'
import type {ReturnCode} from '../../src/server/pkcs11/refusal.ts'
import {signatures} from '../../src/server/pkcs11/signatures/index.ts'
import type {CallOptions, TestEngine} from './test-engine.ts'

type Signatures = typeof signatures
type Inputs<N extends keyof Signatures> = ValuesOf<Signatures[N]['input']>
type Outputs<N extends keyof Signatures> = ValuesOf<Signatures[N]['output']>

/** An application that has called C_Initialize. */
export interface Pkcs11Client {
  readonly correlationValue: Uint8Array
  /** Calls a function; fails the test when it returns anything but CKR_OK. */
  call<N extends keyof Signatures>(name: N, input: Inputs<N>): Promise<Outputs<N>>
  /** Calls a function and tells what it returns. */
  code<N extends keyof Signatures>(name: N, input: Inputs<N>): Promise<ReturnCode | number>
}

/** Calls C_Initialize in a message of KMIP 2.1. */
export async function pkcs11Client(tests: TestEngine, options: CallOptions = {}): Promise<Pkcs11Client> {
  const call: CallOptions = {version: '2.1', ...options}
  const begun = await tests.call(PKCS_11, {pkcs11Function: 'C_Initialize', pkcs11InputParameters: Buffer.of(1)}, call)
  const {correlationValue} = begun
  if (correlationValue === undefined) throw new Error('C_Initialize gave no Correlation Value')

  const send = (name: keyof Signatures, input: ValuesOf<Shape>) =>
    tests.call(
      PKCS_11,
      {
        pkcs11Function: name,
        correlationValue,
        pkcs11InputParameters: encodeParameters<Shape>(signatures[name].input, input),
      },
      call,
    )

  return {
    correlationValue,
    async call(name, input) {
      const {pkcs11ReturnCode: code, pkcs11OutputParameters: output} = await send(name, input)
      if (code !== 'OK') throw new Error(`${name} returned CKR_${code}`)
      return decodeParameters<Shape>(signatures[name].output, output ?? new Uint8Array(0))
    },
    code: async (name, input) => (await send(name, input)).pkcs11ReturnCode,
  }
}

/** An application with a session that may write. */
export async function pkcs11Session(tests: TestEngine, options: CallOptions = {}) {
  const client = await pkcs11Client(tests, options)
  const {session} = await client.call('C_OpenSession', {slotID: 1, flags: 0x6})
  return {client, session}
}

/** Room for any result. */
export const anyRoom = {wanted: true} as const

/** An attribute of a template by its name. */
export function attributes(values: Readonly<Partial<Record<AttributeName, AttributeValue>>>): Template {
  const names = Object.keys(values) as AttributeName[]
  return names.map((name) => attribute(CKA[name], values[name] ?? ''))
}

/** What C_GetAttributeValue gives of an object: undefined for what it does not tell. */
export async function told(
  client: Pkcs11Client,
  session: number,
  object: number,
  ...names: readonly AttributeName[]
): Promise<readonly (AttributeValue | undefined)[]> {
  const {template} = await client.call('C_GetAttributeValue', {
    session,
    object,
    template: names.map((name) => ({type: CKA[name], count: 10_000})),
  })
  return template.map(({value}) => (value instanceof Uint8Array ? Buffer.from(value) : value))
}

/** All objects with the attributes of a template. */
export async function found(client: Pkcs11Client, session: number, template: Template): Promise<readonly number[]> {
  await client.call('C_FindObjectsInit', {session, template})
  const {objects} = await client.call('C_FindObjects', {session, maxObjectCount: 1000})
  await client.call('C_FindObjectsFinal', {session})
  return objects
}
