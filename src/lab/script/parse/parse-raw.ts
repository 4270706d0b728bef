import type {RawEncoding, RawMessage} from '../model.ts'
import {ScriptError} from '../place.ts'
import {booleanOf, type SourceMapping, textOf} from '../source/source-value.ts'
import {messageSourceKeys} from './keys.ts'
import {readKeys} from './read-keys.ts'

const forms = ['xml', 'json', 'hex', 'base64', 'file'] as const

/** Reads `send`. @throws ScriptError */
export function parseRawMessage(source: SourceMapping): RawMessage {
  const members = readKeys(source, messageSourceKeys, '"send"')
  const [form, other] = forms.filter((name) => members[name] !== undefined)
  if (form === undefined || other !== undefined) {
    throw new ScriptError(
      source.place,
      `"send" has ${form === undefined ? 'no message' : `both ${form} and ${other}`}`,
      {
        hint: 'Give it one of xml, json, hex, base64 and file',
      },
    )
  }
  const text = textOf(members[form] ?? source, `"${form}"`)
  return {
    source: form === 'file' ? {file: text} : {encoding: form satisfies RawEncoding, text},
    fix: members.fix !== undefined && booleanOf(members.fix, '"fix"'),
  }
}

/** What reports call it. */
export function rawLabel({source}: RawMessage): string {
  return `send ${'file' in source ? source.file : source.encoding}`
}
