import {UsageError} from '../../../errors.ts'
import type {HeaderOptions} from '../../../client/request-message.ts'
import {RequestHeader} from '../../../kmip/message/header.ts'
import {tagTable} from '../../../kmip/spec/tag-details.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {closest} from '../../../notation/closest.ts'
import {isMapping, type Plain} from '../../../notation/plain.ts'
import {nodeFromPlain} from '../../../notation/read-plain.ts'
import {tagOfWord} from '../../../notation/tag-value.ts'
import {bareWord} from '../../../notation/word.ts'

/** What the client itself puts into the header. */
const taken: ReadonlySet<number> = new Set([Tag.ProtocolVersion, Tag.BatchCount])

/** Fields of the Request Header by their names. @throws UsageError for what it does not have */
export function headerFromPlain(plain: Plain, now: Date): HeaderOptions {
  if (!isMapping(plain)) throw new UsageError('"header" is no mapping')
  for (const name of Object.keys(plain)) checkName(name)
  const {timeStamp, ...fields} = decoded(plain, now)
  return {...fields, ...(timeStamp === undefined ? {} : {timeStamp: true})}
}

function decoded(plain: Plain, now: Date): Partial<RequestHeader> {
  const node = nodeFromPlain(Tag.RequestHeader, plain, {now, place: 'header'})
  const {
    protocolVersion: _,
    batchCount: __,
    ...fields
  }: Partial<RequestHeader> = RequestHeader.decodePattern?.(node) ?? {}
  return fields
}

function checkName(name: string): void {
  const tag = tagOfWord(name)
  const fields = Object.entries(RequestHeader.fields).filter(([, {tags}]) => tags.every((one) => !taken.has(one)))
  if (fields.some(([, {tags}]) => tag !== undefined && tags.includes(tag))) return
  const names = fields.map(([key, {tags}]) => tagTable.entry(tags[0] ?? 0)?.specName ?? key)
  const near = closest(bareWord(name), names.map(bareWord))
  const meant = names.find((one) => bareWord(one) === near)
  throw new UsageError(`header has ${JSON.stringify(name)}, which a script cannot set`, {
    hint: meant === undefined ? `It may have ${names.join(', ')}` : `Did you mean ${meant}?`,
  })
}
