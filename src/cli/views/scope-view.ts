import type {ScopeDescription} from '../../administration/scopes.ts'
import type {KeyValue} from '../output/key-values.ts'
import type {Column} from '../output/table.ts'
import {dateText} from './date-text.ts'

export const scopeColumns: readonly Column<ScopeDescription>[] = [
  {heading: 'Name', value: ({name}) => name, paint: (_, {accent}) => accent},
  {heading: 'Id', value: ({id}) => id},
  {heading: 'Roles', value: ({roles}) => roles.length, align: 'right'},
  {heading: 'Objects', value: ({objects}) => objects, align: 'right'},
  {heading: 'Created', value: ({createdAt}) => dateText(createdAt)},
]

export function scopeFacts({name, id, roles, objects, createdAt}: ScopeDescription): readonly KeyValue[] {
  return [
    ['Name', name],
    ['Id', id],
    ['Roles', roles.length === 0 ? 'none' : roles.join(', ')],
    ['Objects', objects],
    ['Created', dateText(createdAt)],
  ]
}
