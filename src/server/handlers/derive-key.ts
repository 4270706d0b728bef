import {KmipError} from '../../kmip/error.ts'
import {DeriveKey} from '../../kmip/operations/derive-key.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {beginUse, type Use} from '../lifecycle/usage.ts'
import {completeAttributes, requestedAttributes} from '../objects/creation/creation.ts'
import {inRequestedFormat} from '../objects/creation/generated-content.ts'
import {invalid, type DerivationMethod} from '../objects/derivation/derivation-input.ts'
import {derivableType, derivedLength, derivedObject} from '../objects/derivation/derived-object.ts'
import {derivationMethods} from '../objects/derivation/methods.ts'
import {addLink} from '../objects/links.ts'
import {describeContent} from '../objects/creation/registration.ts'
import {newServerObject, type ServerObject} from '../objects/server-object.ts'
import {addDefaults} from '../rules/object-defaults.ts'

const use: Use = {name: 'DeriveKey', mask: 'DeriveKey', protects: true}

/** KMIP 1.4 section 4.6, 2.1 section 6.1.14. */
export const deriveKey = handler(
  DeriveKey,
  async (context, request) => {
    const type = derivableType(request.objectType)
    const bases = await basesOf(context, request.uniqueIdentifier)
    const derive = methodNamed(request.derivationMethod)
    const attributes = await requestedAttributes(context, request.attributes, type)
    await addDefaults(context, attributes, type)
    const length = derivedLength(type, attributes)
    const material = await derive(context, {bases, parameters: request.derivationParameters, length})
    const content = inRequestedFormat(attributes, derivedObject(type, attributes, material), describeContent)
    const id = await completeAttributes(context, attributes, {type, generated: true})
    await linkWithBases(context, {id, attributes}, bases)
    await context.objects.insert(newServerObject(id, attributes, content))
    context.placeholder = id
    return {uniqueIdentifier: id}
  },
  {writes: true},
)

const baseTypes: ReadonlySet<string> = new Set(['PrivateKey', 'PublicKey', 'SecretData', 'SymmetricKey'])

/** Each once, and each allowed to derive. Unlike elsewhere, the ID Placeholder stands for none of them. */
async function basesOf(
  context: OperationContext,
  references: RequestOf<typeof DeriveKey>['uniqueIdentifier'] = [],
): Promise<readonly ServerObject[]> {
  const bases: ServerObject[] = []
  for (const reference of references) {
    const base = await context.target(reference)
    if (bases.some(({id}) => id === base.id)) throw invalid(`Object ${base.id} is named twice`)
    if (!baseTypes.has(base.type)) {
      throw new KmipError('InvalidObjectType', `Object ${base.id} is a ${base.type}, from which nothing is derived`)
    }
    beginUse(context, base, use)
    bases.push(base)
  }
  return bases
}

function methodNamed(name: string | number): DerivationMethod {
  const methods: Readonly<Record<string, DerivationMethod | undefined>> = derivationMethods
  const method = methods[name]
  if (method !== undefined) return method
  throw invalid(`Derivation Method ${name} is not supported`)
}

/** KMIP 1.4 section 4.6. */
async function linkWithBases(
  context: OperationContext,
  derived: Pick<ServerObject, 'attributes' | 'id'>,
  bases: readonly ServerObject[],
): Promise<void> {
  for (const base of bases) {
    addLink(derived, 'DerivationBaseObjectLink', base.id)
    addLink(base, 'DerivedKeyLink', derived.id)
    await context.objects.save(base)
  }
}
