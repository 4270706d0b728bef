import type {TtlvNode} from '../../ttlv/node.ts'
import {readBinary} from '../../ttlv/binary-reader.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import {KmipError} from '../error.ts'
import {DecodeError, within} from '../schema/decode-error.ts'
import {buildable, type FieldBuilder} from '../schema/field.ts'
import type {Fields, Structure} from '../schema/structure.ts'
import type {ValueOf, ValueType} from '../schema/value-type.ts'
import type {EnumName} from '../spec/enumeration.ts'
import {ObjectType} from '../spec/enumerations.ts'
import {kmipTagName} from '../spec/tag-name.ts'
import {Tag} from '../spec/tags.ts'
import type {EncodingVersion} from '../spec/version.ts'
import {Certificate} from './certificate.ts'
import {CertificateRequest} from './certificate-request.ts'
import {OpaqueObject} from './opaque-object.ts'
import {PGPKey} from './pgp-key.ts'
import {PrivateKey} from './private-key.ts'
import {PublicKey} from './public-key.ts'
import {SecretData} from './secret-data.ts'
import {SplitKey} from './split-key.ts'
import {SymmetricKey} from './symmetric-key.ts'
import {Template} from './template.ts'

/** Every kind of managed object by its Object Type, also the name of its tag. KMIP 1.4 section 2.2, 2.1 section 2. */
export const objectStructures = {
  Certificate,
  SymmetricKey,
  PublicKey,
  PrivateKey,
  SplitKey,
  Template,
  SecretData,
  OpaqueObject,
  PGPKey,
  CertificateRequest,
} as const satisfies {readonly [Name in EnumName<typeof ObjectType>]?: Structure<Fields>}

/** The Object Types up to KMIP 2.1. */
export type ManagedObjectType = keyof typeof objectStructures

/** What is inside an object of each type. */
export type ObjectContent = {readonly [T in ManagedObjectType]: ValueOf<(typeof objectStructures)[T]>}

/** A managed object of type `T`, or of any type; `type` tells which. */
export type ManagedObject<T extends ManagedObjectType = ManagedObjectType> = {
  readonly [K in T]: {readonly type: K; readonly value: ObjectContent[K]}
}[T]

// The same table in the form with which the compiler ties an object's type to its content.
const contentTypes: {readonly [T in ManagedObjectType]: ValueType<ObjectContent[T]>} = objectStructures

/** True for the Object Types that have a structure here; 3.0 adds others. */
export function isManagedObjectType(name: string | number): name is ManagedObjectType {
  return Object.hasOwn(objectStructures, name)
}

/** In the order of the Object Type enumeration. */
export const managedObjectTypes: readonly ManagedObjectType[] =
  Object.keys(objectStructures).filter(isManagedObjectType)

const typeByTag = new Map<number, ManagedObjectType>(managedObjectTypes.map((type) => [Tag[type], type]))

/** The managed object of a payload, whatever its type. Encoding fails in versions without that Object Type. */
export function managedObject(): FieldBuilder<ManagedObject, 'required'> {
  return buildable({
    presence: 'required',
    range: {since: '1.0'},
    tags: managedObjectTypes.map((type) => Tag[type]),
    repeats: false,
    description: 'Managed Object',
    decode(nodes: readonly TtlvNode[]): ManagedObject {
      const [node, second] = nodes
      if (node === undefined || second !== undefined) {
        throw new DecodeError('More than one managed object where one is allowed')
      }
      return decodeNode(node)
    },
    encode(object: ManagedObject, version: EncodingVersion, out: TtlvNode[]) {
      out.push(encodeNode(object, version))
    },
  })
}

/** The form in which objects are kept: TTLV of the object's own structure, free of versions. */
export function encodeObject(object: ManagedObject): Uint8Array {
  return writeBinary(encodeNode(object, 'any'))
}

/** The inverse of encodeObject. Throws TtlvError or DecodeError. */
export function decodeObject(bytes: Uint8Array): ManagedObject {
  return decodeNode(readBinary(bytes))
}

function decodeNode(node: TtlvNode): ManagedObject {
  const type = typeByTag.get(node.tag)
  if (type === undefined) throw new DecodeError(`${kmipTagName(node.tag)} is not a managed object`)
  return within(kmipTagName(node.tag), () => decodeContent(type, node))
}

function decodeContent<T extends ManagedObjectType>(type: T, node: TtlvNode): ManagedObject<T> {
  return {type, value: contentTypes[type].decode(node)}
}

function encodeNode<T extends ManagedObjectType>(object: ManagedObject<T>, version: EncodingVersion): TtlvNode {
  const node = ObjectType.knownIn(object.type, version)
    ? contentTypes[object.type].encode(Tag[object.type], object.value, version)
    : undefined
  if (node === undefined) {
    const name = ObjectType.specName(object.type) ?? object.type
    throw new KmipError('FeatureNotSupported', `Object type ${name} does not exist in KMIP ${version}`)
  }
  return node
}
