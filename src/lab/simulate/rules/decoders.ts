import {askedAttributeFirst, readableAttributes} from './attributes.ts'
import {
  atMost,
  batchCountMatches,
  headerOrder,
  knownVersion,
  oneRecord,
  plainHeaderOnly,
  readByPosition,
  timeStampPresent,
  withinMaximumSize,
} from './header.ts'
import {
  fieldsInOrder,
  identifiersAreText,
  identifierUpTo,
  itemIdsEchoed,
  messageOnFailure,
  messageOnFailureOrCrash,
  noUnknownField,
  operationEchoed,
  payloadOnSuccess,
  reasonOnFailure,
  typedFields,
} from './item.ts'
import {
  keyBlockInOrder,
  keyBlockTellsAlgorithm,
  keyMaterialIsBytes,
  noAsymmetricKeyAttributes,
  readableKeyValueAttributes,
} from './key-block.ts'
import {atMost32Identifiers, locatedItemsFirst, locatedItemsFirstOrHang} from './locate.ts'
import {knownQueryValues} from './query.ts'
import type {Rule} from './rule.ts'

/** What every client demands, as far as is known. */
const common: readonly Rule[] = [batchCountMatches, operationEchoed]

const libkmip: readonly Rule[] = [
  messageOnFailureOrCrash,
  oneRecord,
  readByPosition,
  timeStampPresent,
  operationEchoed,
  fieldsInOrder,
  identifiersAreText,
  identifierUpTo(127),
  keyBlockInOrder,
  keyMaterialIsBytes,
  readableKeyValueAttributes,
  askedAttributeFirst,
  atMost32Identifiers,
]

const pykmip: readonly Rule[] = [
  plainHeaderOnly,
  timeStampPresent,
  headerOrder,
  knownVersion,
  ...common,
  reasonOnFailure,
  messageOnFailure,
  locatedItemsFirst,
  fieldsInOrder,
  noUnknownField,
  identifiersAreText,
  keyBlockInOrder,
  keyBlockTellsAlgorithm,
  keyMaterialIsBytes,
  readableAttributes,
  knownQueryValues,
]

/**
 * What the decoders of the products demand of every answer, by their library; measured on libkmip 0.3.4, kmipclient 0.2.1,
 * PyKMIP 0.10.0 and libmongocrypt, for the others read in their sources or told by those who recorded them.
 */
export const decoders = {
  libkmip: [locatedItemsFirstOrHang, ...libkmip],
  kmipclient: [...common, reasonOnFailure, payloadOnSuccess, withinMaximumSize, identifiersAreText, keyMaterialIsBytes],
  pykmip,
  libmongocrypt: [...common, identifiersAreText, keyMaterialIsBytes],
  'thales-kmip-go': [...common, itemIdsEchoed, identifiersAreText],
  'ovh-kmip-go': [...common, itemIdsEchoed, typedFields, atMost(1024 * 1024)],
  'kmip-protocol': [...common, identifiersAreText, atMost(64 * 1024)],
  vcenter: [...common, itemIdsEchoed],
  fortios: [...common, itemIdsEchoed, withinMaximumSize],
  veeam: [...common, noAsymmetricKeyAttributes],
  cryptsoft: [...common, keyBlockTellsAlgorithm],
  fujitsu: [...common, atMost(8192), keyMaterialIsBytes],
  /** Of which nothing is known. */
  unknown: common,
} as const satisfies Readonly<Record<string, readonly Rule[]>>

export type DecoderName = keyof typeof decoders
