import type {Checkpoint} from '../../server/audit/checkpoints.ts'
import type {Column} from '../output/table.ts'
import {dateText} from './date-text.ts'

export const checkpointColumns: readonly Column<Checkpoint>[] = [
  {heading: 'Device', value: ({device}) => device, paint: (_, {accent}) => accent},
  {heading: 'Entries', value: ({sequence}) => sequence, align: 'right'},
  {heading: 'Noted', value: ({at}) => dateText(new Date(at))},
  {heading: 'Hash of the last', value: ({hash}) => hash},
]
