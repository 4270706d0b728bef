import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'
import {CryptographicAlgorithm} from '../../kmip/spec/enumerations.ts'
import type {Version} from '../../kmip/spec/version.ts'

interface SentObject {
  readonly attributes?: AttributeSet | undefined
  readonly object?: ManagedObject | undefined
}

/** Until 1.1 a key on a curve is named by what it does; it usually signs. */
const olderAlgorithm = 'ECDSA'

/** A request with the name that the algorithm of a key on a curve has in a version of KMIP. */
export function withAlgorithmOf<Request extends SentObject>(request: Request, version: Version): Request {
  const {object, attributes} = request
  if (attributes?.get('CryptographicAlgorithm') !== 'EC' || CryptographicAlgorithm.knownIn('EC', version))
    return request
  const renamed = {...request, attributes: attributes.copy().set('CryptographicAlgorithm', olderAlgorithm)}
  if (object === undefined || !('keyBlock' in object.value)) return renamed
  const keyBlock = {...object.value.keyBlock, cryptographicAlgorithm: olderAlgorithm}
  return {...renamed, object: {...object, value: {...object.value, keyBlock}}}
}
