import type {OperationContext} from '../context.ts'
import type {Application} from './application.ts'
import {decodeParameters, encodeParameters, type Shape, type ValuesOf} from './codec/wire-type.ts'
import {Refusal, type ReturnCode} from './refusal.ts'
import type {SessionObjects} from './objects/session-objects.ts'

/** How the parameters of a function are transported: what it is given, and what it gives back beside the return code. */
export interface Signature<I extends Shape, O extends Shape> {
  readonly input: I
  readonly output: O
}

/** What a function works on. */
export interface Call {
  /** That of the message, but session objects are among its objects. */
  readonly context: OperationContext
  readonly application: Application
  readonly sessionObjects: SessionObjects
}

/** Output with another return code than CKR_OK; what the function did holds. */
export class Returned<V> {
  readonly code: ReturnCode
  readonly values: V

  constructor(code: ReturnCode, values: V) {
    this.code = code
    this.values = values
  }
}

export interface Outcome {
  readonly code: ReturnCode
  readonly output?: Uint8Array | undefined
}

/** A function, whatever its parameters. */
export interface Pkcs11Function {
  /** Fails with CodecError. The function itself is run by what comes back, and fails with Refusal or KmipError. */
  readonly prepare: (input: Uint8Array) => (call: Call) => Promise<Outcome>
}

/** The behaviour of a function behind its signature. */
export function pkcs11Function<I extends Shape, O extends Shape>(
  {input, output}: Signature<I, O>,
  run: (call: Call, input: ValuesOf<I>) => Promise<ValuesOf<O> | Returned<ValuesOf<O>>>,
): Pkcs11Function {
  return {
    prepare(bytes) {
      const values = decodeParameters(input, bytes)
      return async (call) => {
        try {
          const result = await run(call, values)
          if (result instanceof Returned) return {code: result.code, output: encodeParameters(output, result.values)}
          return {code: 'OK', output: encodeParameters(output, result)}
        } catch (error) {
          if (!(error instanceof Refusal) || error.values === undefined) throw error
          // A function withholds values of its own output only.
          throw error.withOutput(encodeParameters(output, error.values as ValuesOf<O>))
        }
      }
    },
  }
}
