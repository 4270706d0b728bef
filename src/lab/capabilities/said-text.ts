import type {ResponseOf} from '../../kmip/schema/operation.ts'
import {Query} from '../../kmip/operations/query.ts'
import {type Plain, isList, isMapping} from '../../notation/plain.ts'
import {plainFromItems} from '../../notation/write-plain.ts'

/** What a server answered to Query as names and texts, each thing it told once. */
export function saidTexts(answer: Partial<ResponseOf<typeof Query>>): readonly (readonly [string, string])[] {
  const {operation: _operations, objectType: _types, ...rest} = answer
  const members = plainFromItems(Query.response.encodeItems(rest, 'any'))
  return Object.entries(members)
    .map(([name, value]) => [name, few(value)] as const)
    .filter(([, said]) => said !== '')
}

const most = 8

function few(value: Plain): string {
  return isList(value) && value.length > most ? `${value.length}, which --json lists` : text(value)
}

function text(value: Plain): string {
  if (isList(value)) return value.map(text).join('; ')
  if (!isMapping(value)) return String(value)
  return Object.entries(value)
    .map(([name, member]) => `${name} ${text(member)}`)
    .join(', ')
}
