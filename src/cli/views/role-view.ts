import {describeGrant} from '../../administration/grant.ts'
import {operationFlagName} from '../../administration/operation-name.ts'
import type {RoleDescription} from '../../administration/roles.ts'
import type {KeyValue} from '../output/key-values.ts'
import type {Column} from '../output/table.ts'
import {dateText} from './date-text.ts'
import {durationText} from './duration-text.ts'

export const roleColumns: readonly Column<RoleDescription>[] = [
  {heading: 'Name', value: ({name}) => name, paint: (_, {accent}) => accent},
  {heading: 'Id', value: ({id}) => id},
  {heading: 'Operations', value: ({grant}) => (grant.kind === 'some' ? grant.operations.length : grant.kind)},
  {heading: 'Key', value: keyText},
  {heading: 'TTL', value: ttlText},
  {heading: 'Credentials', value: ({credentials}) => credentials, align: 'right'},
]

export function roleFacts(role: RoleDescription): readonly KeyValue[] {
  return [
    ['Name', role.name],
    ['Scope', role.scope],
    ['Id', role.id],
    [
      'Operations',
      role.grant.kind === 'some' ? role.grant.operations.map(operationFlagName) : describeGrant(role.grant),
    ],
    ['Receives', role.receive.length === 0 ? 'nothing' : role.receive.join(', ')],
    ['Issued by', role.authority ?? 'default'],
    ['Key of credentials', keyText(role)],
    ['TTL of credentials', ttlText(role)],
    ['Credentials', role.credentials],
    ['Created', dateText(role.createdAt)],
  ]
}

function keyText({keyType, keyBits}: RoleDescription): string {
  if (keyType === undefined && keyBits === undefined) return 'default'
  return [keyType ?? 'ec', keyBits].filter((part) => part !== undefined).join(' ')
}

function ttlText({ttlSeconds}: RoleDescription): string {
  return ttlSeconds === undefined ? 'default' : durationText(ttlSeconds)
}
