import {UsageError} from '../errors.ts'
import type {AuthorityMapping, SubjectField} from '../storage/store.ts'
import {checkName} from './name.ts'

/** Fields of a subject that may name the scope or role of a client. */
export const subjectFields: readonly SubjectField[] = ['CN', 'O', 'OU', 'UID']

/** A mapping as somebody wrote it; an empty text is as good as none. */
export interface MappingChoice {
  readonly scopeName?: string | undefined
  readonly scopeField?: string | undefined
  readonly roleName?: string | undefined
  readonly roleField?: string | undefined
}

interface Half {
  readonly name?: string | undefined
  readonly field?: SubjectField | undefined
}

/**
 * Scope and role each by a name or by a field of the subject; what is not chosen stays as it was.
 *
 * @throws UsageError when one of them has both or neither, for an unsuitable name and for an unknown field
 */
export function parseMapping(choice: MappingChoice, before: AuthorityMapping = {}): AuthorityMapping {
  const scope = halfOf('scope', {name: choice.scopeName, field: choice.scopeField}) ?? {
    name: before.scopeName,
    field: before.scopeField,
  }
  const role = halfOf('role', {name: choice.roleName, field: choice.roleField}) ?? {
    name: before.roleName,
    field: before.roleField,
  }
  checkHalf('scope', scope)
  checkHalf('role', role)
  return {
    ...(scope.name === undefined ? {scopeField: scope.field} : {scopeName: scope.name}),
    ...(role.name === undefined ? {roleField: role.field} : {roleName: role.name}),
  }
}

/** Whether anything is chosen. */
export function choosesMapping(choice: MappingChoice): boolean {
  return Object.values(choice).some((value) => value !== undefined && value !== '')
}

function halfOf(
  kind: 'scope' | 'role',
  {name, field}: {readonly name?: string | undefined; readonly field?: string | undefined},
): Half | undefined {
  if (isGiven(name) && isGiven(field)) {
    throw new UsageError(`The ${kind} of the clients is given by name and by a field of their subject`, {
      hint: 'Give one of the two',
    })
  }
  if (isGiven(name)) return {name}
  return isGiven(field) ? {field: parseField(kind, field)} : undefined
}

function isGiven(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}

function parseField(kind: 'scope' | 'role', field: string): SubjectField {
  const known = subjectFields.find((candidate) => candidate === field.toUpperCase())
  if (known !== undefined) return known
  throw new UsageError(`${JSON.stringify(field)} is no field that can name the ${kind} of a client`, {
    hint: `Use one of ${subjectFields.join(', ')}`,
  })
}

function checkHalf(kind: 'scope' | 'role', {name, field}: Half): void {
  if (name !== undefined) return checkName(kind, name)
  if (field !== undefined) return
  throw new UsageError(`The mapping does not say which ${kind} the clients have`, {
    hint: `Name the ${kind}, or the field of their subject that names it`,
  })
}

/** `scope finance, role from CN`. */
export function describeMapping({scopeName, scopeField, roleName, roleField}: AuthorityMapping): string {
  const scope = scopeName ?? `from ${scopeField ?? ''}`
  return `scope ${scope}, role ${roleName ?? `from ${roleField ?? ''}`}`
}
