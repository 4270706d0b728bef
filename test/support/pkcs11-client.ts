import {PKCS_11} from '../../src/kmip/operations/pkcs-11.ts'
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
