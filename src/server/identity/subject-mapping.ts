import {readName} from '../../ca/x509/directory-name.ts'
import type {
  AdministrationReader,
  AuthorityMapping,
  RoleRecord,
  ScopeRecord,
  SubjectField,
} from '../../storage/store.ts'
import type {Refusal} from './refusal.ts'

/** Whom a mapping makes of a client. */
export interface MappedRole {
  readonly scope: ScopeRecord
  readonly role: RoleRecord
}

const identifiers: Readonly<Record<SubjectField, string>> = {
  CN: '2.5.4.3',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  UID: '0.9.2342.19200300.100.1.1',
}

/** Scope and role by the mapping of an imported authority, some of them from the subject (DER) of the client. */
export async function mapSubject(
  administration: AdministrationReader,
  subject: Uint8Array,
  {scopeName, scopeField, roleName, roleField}: AuthorityMapping,
): Promise<MappedRole | Refusal> {
  const wantedScope = scopeName ?? fieldOf(subject, 'scope', scopeField)
  if (typeof wantedScope !== 'string') return wantedScope
  const wantedRole = roleName ?? fieldOf(subject, 'role', roleField)
  if (typeof wantedRole !== 'string') return wantedRole
  const scope = await administration.scope(wantedScope)
  if (scope === undefined) return unmapped(`there is no scope ${shown(wantedScope)} for the client certificate`)
  const role = await administration.role(scope.id, wantedRole)
  if (role !== undefined) return {scope, role}
  return unmapped(`scope ${scope.name} has no role ${shown(wantedRole)} for the client certificate`)
}

export function isMapped(outcome: MappedRole | Refusal): outcome is MappedRole {
  return 'role' in outcome
}

/** Exactly one value, or nobody could say which one counts. */
function fieldOf(subject: Uint8Array, kind: 'scope' | 'role', field: SubjectField | undefined): string | Refusal {
  if (field === undefined) return unmapped(`the authority of the client certificate says nothing of its ${kind}`)
  const values = readName(subject)
    .flat()
    .filter(({type}) => type === identifiers[field])
  const [value, ...others] = values
  if (value === undefined)
    return unmapped(`the subject of the client certificate has no ${field}, which names its ${kind}`)
  if (others.length > 0) {
    return unmapped(
      `the subject of the client certificate has ${values.length} ${field}, one of which may name its ${kind}`,
    )
  }
  return value.text ?? unmapped(`the ${field} of the client certificate, which names its ${kind}, is no text`)
}

/** Whatever stands in a certificate, in a line of the log. */
function shown(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}...` : text)
}

function unmapped(refused: string): Refusal {
  return {refused, cause: 'unmapped'}
}
