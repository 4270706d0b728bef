import {keyChainIn} from '../../../ca/pkcs12.ts'
import {readPkcs12, WrongPasswordError} from '../../../ca/pkcs12-read.ts'
import {UsageError} from '../../../errors.ts'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {KeyBlock} from '../../../kmip/objects/key-block.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'
import type {OperationContext} from '../../context.ts'
import {keyBlockOf} from '../key-material.ts'
import {containerPassword} from './password.ts'

/** What a client registered in a PKCS#12 container. */
export interface OpenedContainer {
  /** The private key as PKCS#8. */
  readonly content: ManagedObject<'PrivateKey'>
  /** In DER, the key's own first. */
  readonly certificates: readonly Uint8Array[]
}

/** A second of work for others to wait beside; programs write 2048 to 100000. */
const mostIterations = 1_000_000

/**
 * Opens an object that came as PKCS#12, and notes the friendly name that was found where the client named none;
 * undefined for all other objects. KMIP 1.4 section 3.45.
 */
export async function openedContainer(
  context: OperationContext,
  content: ManagedObject,
  attributes: AttributeSet,
): Promise<OpenedContainer | undefined> {
  const keyBlock = keyBlockOf(content)
  if (keyBlock?.keyFormatType !== 'PKCS_12') return undefined
  const bytes = containerBytes(content, keyBlock)
  const password = await containerPassword(context, attributes)
  const friendlyName = attributes.get('PKCS_12FriendlyName')
  const opened = await context.outside('open PKCS#12', () => open(bytes, password, friendlyName))
  if (friendlyName === undefined && opened.friendlyName !== undefined)
    attributes.set('PKCS_12FriendlyName', opened.friendlyName)
  return {content: privateKey(keyBlock, opened.privateKey), certificates: opened.certificates}
}

/** The container is the Key Value itself or its Key Material; both are in use. */
function containerBytes({type}: ManagedObject, {keyValue, keyWrappingData}: KeyBlock): Uint8Array {
  if (type !== 'PrivateKey') throw new KmipError('InvalidField', `A ${type} cannot be PKCS#12, a Private Key can`)
  if (keyWrappingData !== undefined)
    throw new KmipError('InvalidField', 'A PKCS#12 container cannot be wrapped as well')
  if (keyValue?.kind === 'wrapped') return keyValue.bytes
  if (keyValue?.keyMaterial instanceof Uint8Array) return keyValue.keyMaterial
  throw new KmipError('InvalidField', 'The Key Value of a PKCS#12 container is a Byte String')
}

interface Opened {
  /** In PKCS#8. */
  readonly privateKey: Uint8Array
  readonly friendlyName: string | undefined
  readonly certificates: readonly Uint8Array[]
}

async function open(bytes: Uint8Array, password: string, friendlyName: string | undefined): Promise<Opened> {
  try {
    const chain = keyChainIn(await readPkcs12(bytes, password, mostIterations), friendlyName)
    return {
      privateKey: chain.privateKey.export({type: 'pkcs8', format: 'der'}),
      friendlyName: chain.friendlyName,
      certificates: chain.certificates.map(({raw}) => raw),
    }
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    throw new KmipError(cause instanceof WrongPasswordError ? 'BadPassword' : 'InvalidField', cause.message, {cause})
  }
}

function privateKey(keyBlock: KeyBlock, keyMaterial: Uint8Array): ManagedObject<'PrivateKey'> {
  const value = {...keyBlock, keyFormatType: 'PKCS_8', keyValue: {kind: 'plain', keyMaterial}} as const
  return {type: 'PrivateKey', value: {keyBlock: value}}
}
