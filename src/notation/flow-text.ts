import {createRequire} from 'node:module'
import type * as Yaml from 'yaml'
import {UsageError} from '../errors.ts'
import type {Plain} from './plain.ts'

const require = createRequire(import.meta.url)

/** True for a text that can only be meant as YAML: a mapping or a list in brackets. */
export function isFlowText(text: string): boolean {
  return /^\s*[{[]/.test(text)
}

/** True for a mapping; `{https://a.example/key,uri}`, a Name with its type, is none. */
export function isMembersText(text: string): boolean {
  return /^\s*\{\s*(("[^"]*"|'[^']*')\s*:|[\w .#-]+:(\s|$))/.test(text)
}

/**
 * What a text in YAML or JSON says, such as `{Key Wrapping Method: Encrypt}`. Values are texts, as everywhere on the
 * command line: the digits `00` or `5e10` are bytes or a number as their item wants it. Nothing of the text is in the
 * errors: it may hold a key.
 *
 * @throws UsageError naming the flag or file
 */
export function parseFlow(text: string, setting: string): Plain {
  // Loaded by those alone who write so, without making everybody wait who might
  const yaml: typeof Yaml = require('yaml')
  const document = yaml.parseDocument(text, {prettyErrors: false, strict: true, schema: 'failsafe'})
  const [error] = document.errors
  if (error !== undefined) {
    throw new UsageError(`${setting} is not YAML: ${sentence(error.message)}`, {
      hint: 'Write {Name: value, Other Name: [first, second]}',
    })
  }
  try {
    const plain: Plain = document.toJS({maxAliasCount: 0})
    return plain
  } catch {
    throw new UsageError(`${setting} uses YAML aliases, which have no meaning here`)
  }
}

/** The first line, without what yaml says of the place. */
function sentence(message: string): string {
  const [line = ''] = message.split('\n', 1)
  return line.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()).replace(/[.:]$/, '')
}
