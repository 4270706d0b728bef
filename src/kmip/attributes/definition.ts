import type {VersionRange} from '../spec/version.ts'
import type {ValueType} from '../schema/value-type.ts'

/** When a client may do something to an attribute; conditions in the names are checked by the attribute rules. */
export type Permission = 'yes' | 'no' | 'whilePreActive' | 'untilDeactivated' | 'untilReached' | 'untilAllocated'

/** Kinds of objects as the attribute tables name them, KMIP 1.4 section 3. */
export type ObjectClass =
  | 'all'
  | 'cryptographic'
  | 'keys'
  | 'symmetricKeys'
  | 'asymmetricKeys'
  | 'privateKeys'
  | 'splitKeys'
  | 'secretData'
  | 'certificates'
  | 'x509Certificates'
  | 'pgpKeys'
  | 'opaqueObjects'
  | 'templates'

/** The rules that the specification's table gives for an attribute. */
export interface AttributeRules {
  readonly multiple: boolean
  /** A value is there for every object the attribute applies to. */
  readonly always: boolean
  /** `withObject`: only together with the object, for the server has it from there. */
  readonly setByClient: boolean | 'withObject'
  readonly modifiable: Permission
  readonly deletable: Permission
  readonly appliesTo: readonly ObjectClass[]
}

/** One attribute of the catalogue. */
export interface AttributeDefinition<T> {
  /** As the specification prints it, and as 1.x sends it: `Cryptographic Length`. */
  readonly name: string
  readonly tag: number
  readonly type: ValueType<T>
  readonly range: VersionRange
  readonly rules: AttributeRules
}

/** Declares an attribute. KMIP 1.4 section 3, 2.1 section 4. */
export function attribute<T>(
  name: string,
  declaration: {readonly tag: number; readonly type: ValueType<T>; readonly range: VersionRange} & AttributeRules,
): AttributeDefinition<T> {
  const {tag, type, range, ...rules} = declaration
  return {name, tag, type, range, rules}
}
