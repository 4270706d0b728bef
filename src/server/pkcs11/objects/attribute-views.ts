import {KmipError} from '../../../kmip/error.ts'
import {get} from '../../handlers/get.ts'
import {asymmetricKeyOf} from '../../objects/asymmetric-material.ts'
import {secretBytesOf} from '../../objects/key-material.ts'
import {contentOf, type ServerObject} from '../../objects/server-object.ts'
import type {AttributeValue} from '../codec/template.ts'
import {mayDo} from '../../tickets/may-do.ts'
import {perform} from '../perform.ts'
import type {Call} from '../pkcs11-function.ts'
import {Refusal} from '../refusal.ts'
import type {AttributeName} from '../spec/attribute-types.ts'
import {CKC, CKO, unavailable} from '../spec/objects.ts'
import {customValue} from './custom-attributes.ts'
import {certificateNumbers, privateNumbers, publicNumbers} from './key-numbers.ts'
import {classOf, keyTypeOf, secretLength} from './object-class.ts'
import {mayUse, usageNames} from './usage-flags.ts'

/** An object as the token shows it. */
export interface TokenObject extends ServerObject {
  readonly class: number
  /** Undefined for what is no key. */
  readonly keyType: number | undefined
  readonly isSessionObject: boolean
}

/** Undefined for what the token does not show. */
export function tokenObject({sessionObjects}: Call, object: ServerObject): TokenObject | undefined {
  const objectClass = classOf(object)
  if (objectClass === undefined) return undefined
  return {
    ...object,
    class: objectClass,
    keyType: keyTypeOf(object),
    isSessionObject: sessionObjects.has(object.id),
  }
}

/** The value of an attribute; undefined when the object has none of the kind. */
type View = (object: TokenObject) => AttributeValue | undefined

const keyClasses: readonly number[] = [CKO.SECRET_KEY, CKO.PRIVATE_KEY, CKO.PUBLIC_KEY]
const concealed: readonly number[] = [CKO.SECRET_KEY, CKO.PRIVATE_KEY]

function of(classes: readonly number[], view: View): View {
  return (object) => (classes.includes(object.class) ? view(object) : undefined)
}

const no: View = () => false
const yes: View = () => true

/** Attributes that are no part of the value. */
const views: Readonly<Partial<Record<AttributeName, View>>> = {
  CLASS: (object) => object.class,
  TOKEN: ({isSessionObject}) => !isSessionObject,
  PRIVATE: ({attributes, class: objectClass}) => {
    return (
      customValue(attributes, 'PRIVATE') === true ||
      (objectClass !== CKO.CERTIFICATE && concealed.includes(objectClass))
    )
  },
  LABEL: ({attributes}) => attributes.get('Name')?.nameValue ?? '',
  UNIQUE_ID: ({id}) => id,
  MODIFIABLE: yes,
  COPYABLE: no,
  DESTROYABLE: yes,
  APPLICATION: of([CKO.DATA], ({attributes}) => customValue(attributes, 'APPLICATION') ?? ''),
  OBJECT_ID: of([CKO.DATA], ({attributes}) => customValue(attributes, 'OBJECT_ID') ?? Buffer.alloc(0)),
  CERTIFICATE_TYPE: of([CKO.CERTIFICATE], () => CKC.X_509),
  TRUSTED: of([CKO.CERTIFICATE, CKO.SECRET_KEY, CKO.PUBLIC_KEY], no),
  ID: of([CKO.CERTIFICATE, ...keyClasses], ({attributes}) => customValue(attributes, 'ID') ?? Buffer.alloc(0)),
  KEY_TYPE: of(keyClasses, ({keyType}) => keyType),
  SUBJECT: of(
    [CKO.PRIVATE_KEY, CKO.PUBLIC_KEY],
    ({attributes}) => customValue(attributes, 'SUBJECT') ?? Buffer.alloc(0),
  ),
  START_DATE: of(keyClasses, () => ''),
  END_DATE: of(keyClasses, () => ''),
  LOCAL: of(keyClasses, ({attributes}) => attributes.has('RandomNumberGenerator')),
  KEY_GEN_MECHANISM: of(keyClasses, () => unavailable),
  SENSITIVE: of(concealed, ({attributes}) => attributes.get('Sensitive') === true),
  ALWAYS_SENSITIVE: of(concealed, ({attributes}) => attributes.get('AlwaysSensitive') === true),
  EXTRACTABLE: of(concealed, ({attributes}) => attributes.get('Extractable') !== false),
  NEVER_EXTRACTABLE: of(concealed, ({attributes}) => attributes.get('NeverExtractable') === true),
  WRAP_WITH_TRUSTED: of(concealed, no),
  ALWAYS_AUTHENTICATE: of([CKO.PRIVATE_KEY], no),
  SIGN_RECOVER: of([CKO.PRIVATE_KEY], no),
  VERIFY_RECOVER: of([CKO.PUBLIC_KEY], no),
  VALUE_LEN: of([CKO.SECRET_KEY], ({attributes, keyType}) => {
    const bits = attributes.get('CryptographicLength')
    return bits === undefined ? undefined : secretLength(bits, keyType)
  }),
  MODULUS_BITS: of([CKO.PUBLIC_KEY], ({attributes}) => {
    return attributes.get('CryptographicAlgorithm') === 'RSA' ? attributes.get('CryptographicLength') : undefined
  }),
  ...Object.fromEntries(
    usageNames.map((name): [AttributeName, View] => [
      name,
      of(keyClasses, ({class: objectClass, attributes}) =>
        mayUse(objectClass, name, attributes.get('CryptographicUsageMask') ?? 0),
      ),
    ]),
  ),
}

/** Parts of a value that are no secret. */
const openValues: readonly AttributeName[] = ['MODULUS', 'PUBLIC_EXPONENT', 'EC_PARAMS', 'EC_POINT']
/** Of private and secret keys: what leaves only where the key may leave. */
const secretValues: readonly AttributeName[] = [
  'VALUE',
  'PRIVATE_EXPONENT',
  'PRIME_1',
  'PRIME_2',
  'EXPONENT_1',
  'EXPONENT_2',
  'COEFFICIENT',
]
const certificateValues: readonly AttributeName[] = ['ISSUER', 'SUBJECT', 'SERIAL_NUMBER']

/** True for attributes that are the value of an object, or a part of it: to read them is to get the object. */
export function isValue({class: objectClass}: TokenObject, name: AttributeName): boolean {
  if (objectClass === CKO.CERTIFICATE && certificateValues.includes(name)) return true
  return openValues.includes(name) || secretValues.includes(name)
}

/** The value of an attribute; undefined when the object has none of the kind, or it cannot be told. */
export async function attributeValue(
  call: Call,
  object: TokenObject,
  name: AttributeName,
): Promise<AttributeValue | undefined> {
  return isValue(object, name) ? valuePart(call, object, name) : views[name]?.(object)
}

/** Fails with CKR_ATTRIBUTE_SENSITIVE for what may not leave, or not to this client. */
async function valuePart({context}: Call, object: TokenObject, name: AttributeName): Promise<Uint8Array | undefined> {
  const isSecret = concealed.includes(object.class) && secretValues.includes(name)
  if (!mayDo(context, 'Get')) throw new Refusal('ATTRIBUTE_SENSITIVE')
  try {
    const value = partOf(object, name)
    if (value === undefined) return undefined
    if (isSecret) await perform(context, get, {uniqueIdentifier: object.id})
    return value
  } catch (error) {
    if (error instanceof KmipError) throw new Refusal('ATTRIBUTE_SENSITIVE')
    throw error
  }
}

function partOf(object: TokenObject, name: AttributeName): Uint8Array | undefined {
  const content = contentOf(object)
  if (content.type === 'OpaqueObject') return name === 'VALUE' ? content.value.opaqueDataValue : undefined
  if (content.type === 'Certificate') {
    const {certificateValue} = content.value
    return name === 'VALUE' ? certificateValue : certificateNumbers(certificateValue)[name]
  }
  if (object.class === CKO.SECRET_KEY) return name === 'VALUE' ? secretBytesOf(object) : undefined
  const key = asymmetricKeyOf(object)
  const numbers = key.type === 'private' ? {...publicNumbers(key), ...privateNumbers(key)} : publicNumbers(key)
  // The point of a private key is that of its other half.
  if (key.type === 'private' && name === 'EC_POINT') return undefined
  return numbers[name]
}
