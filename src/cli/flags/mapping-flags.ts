import {Flags} from '@oclif/core'
import {type MappingChoice, subjectFields} from '../../administration/authority-mapping.ts'

const field = {helpValue: subjectFields.join('|')} as const

/** Which scope and role the clients of an imported authority have. */
export const mappingFlags = {
  scope: Flags.string({summary: 'Scope of all its clients', helpValue: 'NAME', char: 's'}),
  'scope-field': Flags.string({summary: 'Field of the subject that names the scope', ...field}),
  role: Flags.string({summary: 'Role of all its clients', helpValue: 'NAME', char: 'r'}),
  'role-field': Flags.string({summary: 'Field of the subject that names the role', ...field}),
}

export function mappingChoice(flags: {
  readonly scope?: string | undefined
  readonly 'scope-field'?: string | undefined
  readonly role?: string | undefined
  readonly 'role-field'?: string | undefined
}): MappingChoice {
  return {
    scopeName: flags.scope,
    scopeField: flags['scope-field'],
    roleName: flags.role,
    roleField: flags['role-field'],
  }
}
