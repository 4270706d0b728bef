import type {KeyObject} from 'node:crypto'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {HashingAlgorithm} from '../../kmip/spec/enumerations.ts'

export type HashName = EnumName<typeof HashingAlgorithm>

/** What is signed: the data in one or more parts, or their digest, which the client made. */
export type SignatureInput =
  | {readonly kind: 'data'; readonly parts: readonly Uint8Array[]}
  | {readonly kind: 'digest'; readonly digest: Uint8Array}

/** One way of signing, with all its choices made. */
export interface SignatureScheme {
  /** @throws KmipError when the key or the input does not fit */
  sign(key: KeyObject, input: SignatureInput): Buffer
  /** The same off the event loop, for data and schemes with which node:crypto can do so. Rejects as `sign` throws. */
  readonly signLater?: (key: KeyObject, parts: readonly Uint8Array[]) => Promise<Buffer>
  /** False for whatever is no signature of the input. */
  verify(key: KeyObject, input: SignatureInput, signature: Uint8Array): boolean
}
