import type {OperationContext} from '../context.ts'
import type {Application} from './application.ts'
import {decodeParameters, encodeParameters, type Shape, type ValuesOf} from './codec/wire-type.ts'

/** How the parameters of a function are transported: what it is given, and what it gives back beside the return code. */
export interface Signature<I extends Shape, O extends Shape> {
  readonly input: I
  readonly output: O
}

/** What a function works on. */
export interface Call {
  readonly context: OperationContext
  readonly application: Application
}

/** A function, whatever its parameters. */
export interface Pkcs11Function {
  /** Fails with CodecError. The function itself is run by what comes back, and fails with Refusal or KmipError. */
  readonly prepare: (input: Uint8Array) => (call: Call) => Promise<Uint8Array | undefined>
}

/** The behaviour of a function behind its signature. */
export function pkcs11Function<I extends Shape, O extends Shape>(
  {input, output}: Signature<I, O>,
  run: (call: Call, input: ValuesOf<I>) => Promise<ValuesOf<O>>,
): Pkcs11Function {
  return {
    prepare(bytes) {
      const values = decodeParameters(input, bytes)
      return async (call) => encodeParameters(output, await run(call, values))
    },
  }
}
