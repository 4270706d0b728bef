import type {ChainProblem} from '../../server/audit/chain-verifier.ts'
import type {Verification} from '../../server/audit/verify-files.ts'
import type {KeyValue} from '../output/key-values.ts'
import type {Column} from '../output/table.ts'

export const problemColumns: readonly Column<ChainProblem>[] = [
  {heading: 'File', value: ({file}) => file},
  {heading: 'Line', value: ({line}) => line, align: 'right'},
  {heading: 'What', value: ({kind}) => kind, paint: (_, {bad}) => bad},
  {heading: 'Problem', value: ({problem}) => problem},
]

export function verificationFacts({entries, files, first, last, continues}: Verification): readonly KeyValue[] {
  return [
    ['Entries', entries],
    ['Files', files.length],
    ...(first === undefined ? [] : [['First', `${first.sequence} of ${first.time}`] as const]),
    ...(continues === undefined ? [] : [['Continues', continues] as const]),
    ...(last === undefined
      ? []
      : [['Last', `${last.sequence} of ${last.time}`] as const, ['Hash', last.hash] as const]),
  ]
}
