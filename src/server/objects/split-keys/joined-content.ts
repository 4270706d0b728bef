import {KmipError} from '../../../kmip/error.ts'
import type {KeyBlock} from '../../../kmip/objects/key-block.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'
import type {JoinSplitKey} from '../../../kmip/operations/join-split-key.ts'
import type {RequestOf} from '../../../kmip/schema/operation.ts'

type Wanted = Pick<RequestOf<typeof JoinSplitKey>, 'objectType' | 'secretDataType'>

type Maker = (keyBlock: KeyBlock, wanted: Wanted) => ManagedObject

/** All Opaque Data Types are extensions; parts do not tell which one the object had. */
const anyOpaqueDataType = 0x80000000

const makers: Readonly<Record<string, Maker>> = {
  SymmetricKey: (keyBlock) => ({type: 'SymmetricKey', value: {keyBlock}}),
  PrivateKey: (keyBlock) => ({type: 'PrivateKey', value: {keyBlock}}),
  PublicKey: (keyBlock) => ({type: 'PublicKey', value: {keyBlock}}),
  SecretData: (keyBlock, {secretDataType = 'Password'}) => ({type: 'SecretData', value: {secretDataType, keyBlock}}),
  OpaqueObject: ({keyValue}) => ({
    type: 'OpaqueObject',
    value: {opaqueDataType: anyOpaqueDataType, opaqueDataValue: bytesOf(keyValue)},
  }),
}

/** The object that a client wants the parts to form. KMIP 1.4 section 4.39. */
export function joinedContent(keyBlock: KeyBlock, wanted: Wanted): ManagedObject {
  const make = Object.hasOwn(makers, wanted.objectType) ? makers[wanted.objectType] : undefined
  if (make !== undefined) return make(keyBlock, wanted)
  throw new KmipError(
    'InvalidObjectType',
    `Parts can form objects of type ${Object.keys(makers).join(', ')}, not ${wanted.objectType}`,
  )
}

function bytesOf(keyValue: KeyBlock['keyValue']): Uint8Array {
  return keyValue?.kind === 'plain' && keyValue.keyMaterial instanceof Uint8Array
    ? keyValue.keyMaterial
    : new Uint8Array(0)
}
