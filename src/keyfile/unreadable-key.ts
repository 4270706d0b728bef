import {curveNameOfIdentifier} from '../crypto/keys/curves.ts'
import {readSequence, sequenceItems, readDer, type DerItem} from '../crypto/keys/der.ts'
import {UsageError} from '../errors.ts'

const ecPublicKey = '2a8648ce3d0201'

/** An error for EC keys whose curve is not known here; undefined when the reason is another one. */
export function unsupportedCurve(bytes: Uint8Array, what: string, cause: unknown): UsageError | undefined {
  const identifier = curveIdentifier(bytes)
  if (identifier === undefined || curveNameOfIdentifier(identifier) !== undefined) return undefined
  return new UsageError(`${what} is on an elliptic curve that is not known here`, {
    cause,
    hint: 'Pass --type, --format, --algorithm and --length to register it as it is',
  })
}

/** The object identifier of the curve, where the structure has one. */
function curveIdentifier(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const parameters = readSequence(bytes)
      .map(parametersIn)
      .find((item) => item !== undefined)
    return parameters?.tag === 0x06 ? parameters.content : undefined
  } catch {
    return undefined
  }
}

/** From an AlgorithmIdentifier for EC keys, or from the element [0] of ECPrivateKey. */
function parametersIn(item: DerItem): DerItem | undefined {
  if (item.tag === 0xa0) return readDer(item.content)[0]
  if (item.tag !== 0x30) return undefined
  const [algorithm, parameters] = sequenceItems(item)
  return Buffer.from(algorithm?.content ?? []).toString('hex') === ecPublicKey ? parameters : undefined
}
