import {randomBytes} from 'node:crypto'
import {AttributeSet} from '../kmip/attributes/attribute-set.ts'
import {Activate} from '../kmip/operations/activate.ts'
import {Create} from '../kmip/operations/create.ts'
import {GetAttributes} from '../kmip/operations/get-attributes.ts'
import {Get} from '../kmip/operations/get.ts'
import {Locate} from '../kmip/operations/locate.ts'
import {Register} from '../kmip/operations/register.ts'
import {State} from '../kmip/spec/enumerations.ts'
import {CryptographicUsageMask} from '../kmip/spec/masks.ts'
import type {Behaviour} from './behaviour.ts'
import {MasterKeyError} from './error.ts'
import type {Session} from './session.ts'

const keyBytes = 32

export interface NewKey {
  readonly behaviour: Behaviour
  /** Where keys go by name. */
  readonly name: string | undefined
  readonly activate: boolean
}

/** Makes a key of 256 bits and activates it; its Unique Identifier. */
export async function createKey(session: Session, {behaviour, name, activate}: NewKey): Promise<string> {
  const uniqueIdentifier = behaviour.creation === 'create' ? await create(session) : await register(session, name)
  if (uniqueIdentifier === '') throw wrong('The server gave the new key an empty Unique Identifier')
  if (activate) {
    const activated = await session.call(Activate, {uniqueIdentifier})
    if (activated.uniqueIdentifier !== uniqueIdentifier) throw wrong('The answer to Activate names another key')
  }
  return uniqueIdentifier
}

async function create(session: Session): Promise<string> {
  const {uniqueIdentifier} = await session.call(Create, {objectType: 'SymmetricKey', attributes: keyAttributes()})
  return uniqueIdentifier
}

async function register(session: Session, name: string | undefined): Promise<string> {
  const attributes = keyAttributes()
  if (name !== undefined) attributes.set('Name', {nameValue: name, nameType: 'UninterpretedTextString'})
  const keyMaterial = randomBytes(keyBytes)
  try {
    const {uniqueIdentifier} = await session.call(Register, {
      objectType: 'SymmetricKey',
      attributes,
      object: {
        type: 'SymmetricKey',
        value: {
          keyBlock: {
            keyFormatType: 'Raw',
            keyValue: {kind: 'plain', keyMaterial},
            cryptographicAlgorithm: 'AES',
            cryptographicLength: keyBytes * 8,
          },
        },
      },
    })
    return uniqueIdentifier
  } finally {
    keyMaterial.fill(0)
  }
}

function keyAttributes(): AttributeSet {
  return new AttributeSet()
    .set('CryptographicAlgorithm', 'AES')
    .set('CryptographicLength', keyBytes * 8)
    .set('CryptographicUsageMask', CryptographicUsageMask.of('Encrypt', 'Decrypt'))
}

/** The state's name, or its number when it has none. */
export async function stateOf(session: Session, uniqueIdentifier: string): Promise<string> {
  const answer = await session.call(GetAttributes, {uniqueIdentifier, attributeReferences: ['State']})
  if (answer.uniqueIdentifier !== uniqueIdentifier) throw wrong('The answer to Get Attributes names another key')
  const state = answer.attributes?.get('State')
  if (state === undefined) throw wrong('The answer to Get Attributes has no State')
  return typeof state === 'number' ? String(state) : (State.specName(state) ?? state)
}

/** The key itself; undefined when no key has the name. */
export async function readKey(
  session: Session,
  identifier: string,
  {identifier: kind}: Behaviour,
): Promise<Uint8Array | undefined> {
  const uniqueIdentifier = kind === 'name' ? await located(session, identifier) : identifier
  if (uniqueIdentifier === undefined) return undefined
  const {object} = await session.call(Get, {uniqueIdentifier})
  if (object.type !== 'SymmetricKey') throw wrong(`The master key is a ${object.type} and no Symmetric Key`)
  const {keyFormatType, keyValue, keyWrappingData} = object.value.keyBlock
  const material = keyValue?.kind === 'plain' ? keyValue.keyMaterial : undefined
  if (keyFormatType !== 'Raw' || keyWrappingData !== undefined || !(material instanceof Uint8Array)) {
    throw wrong('The master key came wrapped or in another format than Raw')
  }
  return keyOf(material)
}

async function located(session: Session, name: string): Promise<string | undefined> {
  const attributes = new AttributeSet().set('Name', {nameValue: name, nameType: 'UninterpretedTextString'})
  const {uniqueIdentifier} = await session.call(Locate, {attributes})
  return uniqueIdentifier?.[0]
}

/** Thirty-two bytes, or as early releases stored them the 44 letters of their base64. */
function keyOf(material: Uint8Array): Uint8Array {
  if (material.length === keyBytes) return material
  const text = Buffer.from(material).toString('latin1')
  const decoded = Buffer.from(text, 'base64')
  if (text.length === 44 && decoded.length === keyBytes && decoded.toString('base64') === text) return decoded
  throw wrong(`The master key has ${material.length} bytes; it must have ${keyBytes}, or be base64 of them`)
}

function wrong(message: string): MasterKeyError {
  return new MasterKeyError('KEY_UNUSABLE', message, {operation: 'read'})
}
