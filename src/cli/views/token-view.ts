import type {TokenDescription} from '../../administration/tokens.ts'
import type {KeyValue} from '../output/key-values.ts'
import type {Column} from '../output/table.ts'
import {dateText} from './date-text.ts'

export const tokenColumns: readonly Column<TokenDescription>[] = [
  {heading: 'Accessor', value: ({accessor}) => accessor, paint: (_, {accent}) => accent},
  {heading: 'Name', value: ({displayName}) => displayName},
  {heading: 'For', value: scopeText},
  {heading: 'Ends', value: endText},
]

export function tokenFacts(token: TokenDescription): readonly KeyValue[] {
  return [
    ['Accessor', token.accessor],
    ['Name', token.displayName],
    ['For', scopeText(token)],
    ['Ends', endText(token)],
  ]
}

function scopeText({scope}: TokenDescription): string {
  return scope === undefined ? 'everything' : `scope ${scope}`
}

function endText({expiresAt}: TokenDescription): string {
  return expiresAt === undefined ? 'when it is revoked' : dateText(expiresAt)
}
