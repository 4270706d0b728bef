import {
  BlockCipherMode,
  CryptographicAlgorithm,
  DigitalSignatureAlgorithm,
  EncodingOption,
  KeyFormatType,
  PaddingMethod,
} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import {childOf, identifierIn, numberIn} from '../conversation/payload.ts'
import {valueClassOf} from '../conversation/value-class.ts'
import type {Circumstances} from './circumstances.ts'

/**
 * How far a value may differ from the expected one: not at all; to what the same value of the case stands for, bound
 * when it appears first; or in every message anew.
 */
export type Freedom = 'exact' | 'bound' | 'free'

/** Dates that the server sets where no request has fixed them. */
const dates: ReadonlySet<number> = new Set([
  Tag.ActivationDate,
  Tag.ArchiveDate,
  Tag.CompromiseDate,
  Tag.CompromiseOccurrenceDate,
  Tag.DeactivationDate,
  Tag.DestroyDate,
  Tag.InitialDate,
  Tag.LastChangeDate,
  Tag.OriginalCreationDate,
  Tag.ProcessStartDate,
  Tag.ProtectStopDate,
  Tag.ValidityDate,
])

/** Where a server is belongs to it, as the words do in which it explains itself. */
const alwaysFree: ReadonlySet<number> = new Set([
  Tag.TimeStamp,
  Tag.ResultMessage,
  Tag.DigestValue,
  Tag.ServerURI,
  Tag.ServerPort,
])

/** The freedom of a value, by the tag that gives it its sense and the tag of the structure around it. */
export function freedomOf(meaning: number, parent: number, circumstances: Circumstances): Freedom {
  const free = isFree(meaning, parent, circumstances)
  if (free !== undefined) return free ? 'free' : 'exact'
  switch (valueClassOf(meaning)) {
    case 'identifier':
    case 'batch item':
      return 'bound'
    case 'correlation':
      return meaning === Tag.ClientCorrelationValue ? 'bound' : 'free'
    case 'material':
      return materialFreedom(circumstances)
    case 'output':
      return isSettled(meaning, circumstances) ? 'exact' : 'free'
    default:
      return 'exact'
  }
}

/** Undefined for values that have no rule of their own here. */
function isFree(meaning: number, parent: number, circumstances: Circumstances): boolean | undefined {
  if (alwaysFree.has(meaning)) return true
  if (dates.has(meaning)) return circumstances.object?.dates.has(meaning) !== true
  // In the answer to Query it is the server's name, elsewhere part of the name of an attribute
  if (meaning === Tag.VendorIdentification) return parent === Tag.ResponsePayload
  if (meaning === Tag.LocatedItems) return !circumstances.version.startsWith('1.')
  if (meaning === Tag.HashingAlgorithm && parent === Tag.Digest) return true
  if (meaning === Tag.KeyFormatType) return isFormatOfServer(parent, circumstances)
  return undefined
}

/** The server chooses the format of what it generated, unless the request asks for one. */
function isFormatOfServer(parent: number, {object, request}: Circumstances): boolean {
  if (object?.known !== false) return false
  return parent === Tag.Digest || childOf(request, Tag.KeyFormatType) === undefined
}

/** Key material and certificates. */
function materialFreedom(circumstances: Circumstances): Freedom {
  const {object, request} = circumstances
  const specification = childOf(request, Tag.KeyWrappingSpecification)
  if (specification !== undefined) return isSettledWrapping(specification, circumstances) ? 'exact' : 'free'
  // Salts and initialization vectors of a container are new each time
  if (numberIn(request, Tag.KeyFormatType) === KeyFormatType.valueOf('PKCS_12')) return 'free'
  return object?.known === false ? 'bound' : 'exact'
}

/** RFC 3394 and RFC 5649 have one result for two known keys; other methods begin with random bytes. */
function isSettledWrapping(specification: TtlvNode, {object, ledger}: Circumstances): boolean {
  const information = childOf(specification, Tag.EncryptionKeyInformation)
  const wrappingKey = ledger.object(identifierIn(information))
  if (object?.known !== true || wrappingKey?.known !== true) return false
  if (childOf(specification, Tag.MACSignatureKeyInformation) !== undefined) return false
  // Inside the encoding the attributes may be more, and in another order
  const encoding = numberIn(specification, Tag.EncodingOption)
  if (encoding !== EncodingOption.valueOf('NoEncoding') && childOf(specification, Tag.AttributeName) !== undefined)
    return false
  const mode = numberIn(
    childOf(information, Tag.CryptographicParameters) ?? wrappingKey.parameters,
    Tag.BlockCipherMode,
  )
  return mode === undefined || keyWrapModes.has(mode)
}

const keyWrapModes: ReadonlySet<number | undefined> = new Set([
  BlockCipherMode.valueOf('NISTKeyWrap'),
  BlockCipherMode.valueOf('AESKeyWrapPadding'),
  BlockCipherMode.valueOf('ECB'),
])

/** True when a cryptographic operation has one right output. */
function isSettled(meaning: number, circumstances: Circumstances): boolean {
  const {operation, request, object, ledger} = circumstances
  if (operation === 'RNGRetrieve') return false
  const isKnown = object?.known !== false
  if (operation === 'Encrypt') return isKnown && !encryptionVaries(meaning, circumstances)
  if (operation === 'Sign') return isKnown && !signatureVaries(circumstances)
  if (operation === 'MAC') return isKnown
  if (operation !== 'Decrypt') return true
  const data = childOf(request, Tag.Data)?.value
  return isKnown || (data instanceof Uint8Array && ledger.isOutput(data))
}

const rsa = CryptographicAlgorithm.valueOf('RSA')
const randomSignatures: ReadonlySet<number | undefined> = new Set([
  CryptographicAlgorithm.valueOf('DSA'),
  CryptographicAlgorithm.valueOf('ECDSA'),
  CryptographicAlgorithm.valueOf('EC'),
])
const randomSignatureAlgorithms: ReadonlySet<number | undefined> = new Set([
  DigitalSignatureAlgorithm.valueOf('RSASSA_PSS'),
  ...DigitalSignatureAlgorithm.entries.filter(({name}) => /^(?:DSA|ECDSA)/u.test(name)).map(({value}) => value),
])

function encryptionVaries(meaning: number, {request, expected, object, ledger}: Circumstances): boolean {
  if (meaning === Tag.IVCounterNonce) return true
  if (ledger.isVaryingStream(childOf(request, Tag.CorrelationValue))) return true
  if (childOf(expected, Tag.IVCounterNonce) !== undefined) return true
  const parameters = childOf(request, Tag.CryptographicParameters) ?? object?.parameters
  const algorithm = object?.algorithm ?? numberIn(parameters, Tag.CryptographicAlgorithm)
  return algorithm === rsa && numberIn(parameters, Tag.PaddingMethod) !== PaddingMethod.valueOf('None')
}

function signatureVaries({request, object}: Circumstances): boolean {
  const parameters = childOf(request, Tag.CryptographicParameters) ?? object?.parameters
  const algorithm = object?.algorithm ?? numberIn(parameters, Tag.CryptographicAlgorithm)
  if (randomSignatures.has(algorithm)) return true
  const signature = numberIn(parameters, Tag.DigitalSignatureAlgorithm)
  if (signature !== undefined && randomSignatureAlgorithms.has(signature)) return true
  return numberIn(parameters, Tag.PaddingMethod) === PaddingMethod.valueOf('PSS')
}
