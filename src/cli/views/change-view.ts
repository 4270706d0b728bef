import type {ChangeDescription} from '../../administration/changes.ts'
import type {Column} from '../output/table.ts'
import {dateText} from './date-text.ts'

export const changeColumns: readonly Column<ChangeDescription>[] = [
  {heading: 'Time', value: ({time}) => dateText(time)},
  {heading: 'By', value: ({actor}) => actor},
  {heading: 'Action', value: ({action}) => action, paint: (_, {accent}) => accent},
  {heading: 'What', value: ({target}) => targetText(target)},
]

function targetText(target: Readonly<Record<string, string>>): string {
  return Object.entries(target)
    .map(([name, value]) => `${name}=${/[\s"]/.test(value) ? JSON.stringify(value) : value}`)
    .join(' ')
}
