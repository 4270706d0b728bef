import type {EnumName} from '../spec/enumeration.ts'
import type {ObjectType} from '../spec/enumerations.ts'
import type {AttributeDefinition, ObjectClass} from './definition.ts'

export type ObjectTypeName = EnumName<typeof ObjectType>

const asymmetric: readonly ObjectTypeName[] = ['PublicKey', 'PrivateKey']
const keys: readonly ObjectTypeName[] = ['SymmetricKey', ...asymmetric, 'SplitKey', 'PGPKey']

/**
 * The object types behind the words of the attribute tables, KMIP 1.4 section 2.2; `all` has no list. Certificate
 * requests came with 2.x, whose tables open the attributes of cryptographic objects to all.
 */
const members: Readonly<Record<Exclude<ObjectClass, 'all'>, readonly ObjectTypeName[]>> = {
  cryptographic: [...keys, 'Certificate', 'CertificateRequest', 'SecretData'],
  keys,
  symmetricKeys: ['SymmetricKey'],
  asymmetricKeys: asymmetric,
  privateKeys: ['PrivateKey'],
  splitKeys: ['SplitKey'],
  secretData: ['SecretData'],
  certificates: ['Certificate'],
  x509Certificates: ['Certificate'],
  pgpKeys: ['PGPKey'],
  opaqueObjects: ['OpaqueObject'],
  templates: ['Template'],
}

/** True when objects of the type may have the attribute. */
export function appliesTo(definition: Pick<AttributeDefinition<never>, 'rules'>, objectType: ObjectTypeName): boolean {
  return definition.rules.appliesTo.some((name) => name === 'all' || members[name].includes(objectType))
}
