import {agreeOnSecret} from '../../../crypto/derivation/key-agreement.ts'
import {ellipticPublicKey, namedCurveOf} from '../../../crypto/keys/elliptic-key.ts'
import {register} from '../../handlers/register.ts'
import {asymmetricKeyOf} from '../../objects/asymmetric-material.ts'
import type {Use} from '../../lifecycle/usage.ts'
import type {Mechanism} from '../codec/mechanism.ts'
import type {Template} from '../codec/template.ts'
import {deliverOutput} from '../deliver-output.ts'
import {making} from '../making.ts'
import {mechanismOf} from '../mechanisms/index.ts'
import type {CipherPlan, MechanismDefinition} from '../mechanisms/mechanism-definition.ts'
import {ecdhParameter} from '../mechanisms/mechanism-parameters.ts'
import {bytesToWrap, privateKeyIn, unwrapped, unwrapUse, wrapped, wrapUse} from '../mechanisms/wrapping.ts'
import type {TokenObject} from '../objects/attribute-views.ts'
import {pointIn, secretKey, unwrappedPrivateKey, type Received} from '../objects/created-object.ts'
import {handleOf} from '../objects/handles.ts'
import {keyInUse, keyOf} from '../objects/key-in-use.ts'
import {isForToken, RequestedTemplate} from '../objects/requested-template.ts'
import {checkWritable} from '../objects/session-rights.ts'
import {pkcs11Function, type Call} from '../pkcs11-function.ts'
import {Refusal, refusalOf, wrongData} from '../refusal.ts'
import {transportSignatures as signatures} from '../signatures/transport.ts'
import {CKO} from '../spec/objects.ts'

const deriveUse: Use = {name: 'DeriveKey', mask: 'DeriveKey', protects: true}
/** CKD_NULL: the secret as it is agreed on. */
const noKdf = 1

/** Keys that leave, come and are derived: PKCS#11 3.0 sections 5.18.3 to 5.18.5. */
export const transportFunctions = {
  C_WrapKey: pkcs11Function(signatures.C_WrapKey, async (call, input) => {
    const {session, mechanism, wrappingKey, key: handle, wrappedKey} = input
    call.application.session(session)
    const {definition, plan} = wrappingPlan(mechanism)
    const wanted = {definition, operation: 'Get', half: 'public', use: wrapUse, algorithm: algorithmOf(plan)} as const
    const wrapping = await keyInUse(call, wrappingKey, {...wanted, unknown: 'WRAPPING_KEY_HANDLE_INVALID'})
    const key = await keyOf(call, handle, 'KEY_HANDLE_INVALID')
    if (key.attributes.get('Extractable') === false) throw new Refusal('KEY_UNEXTRACTABLE')
    try {
      const bytes = bytesToWrap(key)
      call.context.objects.used(key.id)
      return deliverOutput('wrappedKey', wrappedKey, await wrapped(call, wrapping, plan, bytes))
    } catch (error) {
      throw refusalOf(error, {...wrongData('KEY_SIZE_RANGE'), KeyValueNotPresent: 'KEY_NOT_WRAPPABLE'})
    }
  }),

  C_UnwrapKey: pkcs11Function(signatures.C_UnwrapKey, async (call, input) => {
    const {session, mechanism, unwrappingKey, wrappedKey, template} = input
    const {definition, plan} = wrappingPlan(mechanism)
    const wanted = {
      definition,
      operation: 'Register',
      half: 'private',
      use: unwrapUse,
      algorithm: algorithmOf(plan),
    } as const
    const unwrapping = await keyInUse(call, unwrappingKey, {...wanted, unknown: 'UNWRAPPING_KEY_HANDLE_INVALID'})
    const key = await storedKey(call, session, template, (requested) => {
      const isPrivate = requested.requireNumber('CLASS') === CKO.PRIVATE_KEY
      const bytes = openedKey(call, unwrapping, plan, wrappedKey)
      const {now} = call.context
      return isPrivate
        ? unwrappedPrivateKey(requested, now, privateKeyIn(bytes))
        : secretKey(requested, now, Buffer.from(bytes))
    })
    return {key}
  }),

  C_DeriveKey: pkcs11Function(signatures.C_DeriveKey, async (call, {session, mechanism, baseKey, template}) => {
    const definition = mechanismOf(mechanism.mechanism)
    if (definition.derives !== true) throw new Refusal('MECHANISM_INVALID')
    const {kdf, sharedData, publicData} = ecdhParameter(mechanism.parameter)
    if (kdf !== noKdf || sharedData.length > 0) throw new Refusal('MECHANISM_PARAM_INVALID')
    const wanted = {definition, operation: 'DeriveKey', half: 'private', use: deriveUse} as const
    const base = await keyInUse(call, baseKey, wanted)
    if (base.class !== CKO.PRIVATE_KEY) throw new Refusal('KEY_TYPE_INCONSISTENT')
    call.context.objects.used(base.id)
    const secret = agreedSecret(base, publicData)
    const key = await storedKey(call, session, template, (requested) => {
      requested.expectNumber('CLASS', CKO.SECRET_KEY)
      return secretKey(requested, call.context.now, trailing(requested, secret))
    })
    return {key}
  }),
}

function algorithmOf({parameters}: CipherPlan) {
  return parameters.cryptographicAlgorithm
}

interface WrappingPlan {
  readonly definition: MechanismDefinition
  readonly plan: CipherPlan
}

function wrappingPlan({mechanism, parameter}: Mechanism): WrappingPlan {
  const definition = mechanismOf(mechanism)
  const plan = definition.wraps === true ? definition.cipher?.(parameter) : undefined
  if (plan === undefined) throw new Refusal('MECHANISM_INVALID')
  return {definition, plan}
}

function openedKey(call: Call, unwrapping: TokenObject, plan: CipherPlan, wrappedKey: Uint8Array): Uint8Array {
  try {
    return unwrapped(call, unwrapping, plan, wrappedKey)
  } catch (error) {
    throw refusalOf(error, {...wrongData('WRAPPED_KEY_LEN_RANGE'), CryptographicFailure: 'WRAPPED_KEY_INVALID'})
  }
}

/** Stores a key whose value was not sent but worked out: whoever may do that may keep what comes of it. */
async function storedKey(
  call: Call,
  session: number,
  template: Template,
  receive: (requested: RequestedTemplate) => Received,
): Promise<number> {
  call.application.session(session)
  const requested = new RequestedTemplate(template)
  const isToken = isForToken(requested)
  checkWritable(call, session, isToken)
  const id = await making(call, isToken ? undefined : session, async () => {
    const {object, attributes} = receive(requested)
    requested.end()
    const request = {objectType: object.type, attributes, object}
    return (await register.run(call.context, request)).uniqueIdentifier
  })
  return handleOf(call, id)
}

function agreedSecret(base: TokenObject, publicData: Uint8Array): Uint8Array {
  const privateKey = asymmetricKeyOf(base)
  const curve = namedCurveOf(privateKey)
  if (curve === undefined) throw new Refusal('KEY_TYPE_INCONSISTENT')
  try {
    return agreeOnSecret(privateKey, ellipticPublicKey(curve, pointIn(curve, publicData)))
  } catch {
    // Whatever is wrong with the other side's point: its bytes are all that was given.
    throw new Refusal('MECHANISM_PARAM_INVALID')
  }
}

/** PKCS#11 takes what is too much from the front. */
function trailing(requested: RequestedTemplate, secret: Uint8Array): Uint8Array {
  const wanted = requested.takeNumber('VALUE_LEN') ?? secret.length
  if (wanted < 1 || wanted > secret.length) throw new Refusal('KEY_SIZE_RANGE')
  return Buffer.from(secret.subarray(secret.length - wanted))
}
