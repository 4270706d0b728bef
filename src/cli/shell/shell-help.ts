import type {CompletedCommand} from '../completion/candidates.ts'
import {builtins} from './builtins.ts'

const variablesHelp = [
  '$last               the last unique identifier that a server answered with',
  '$1, $2 …            those of the last answer that had some, such as that of locate',
  '\'…\'  "…"  \\  #       quotes, of which the first leave $ alone; a line that goes on; a comment',
  'Tab                 completes; Ctrl-C ends the command that runs',
]

/** What `help` prints, in lines of at most the width. */
export function shellHelp(commands: readonly CompletedCommand[], width: number): string {
  const visible = commands.filter(({hidden}) => hidden !== true).map(({id}) => id)
  const operations = visible.filter((id) => id.startsWith('op:')).map((id) => id.slice('op:'.length))
  const others = [...new Set(visible.filter((id) => !id.startsWith('op:')).map((id) => id.replace(/:.*/, '')))]
  return [
    'The shell',
    ...Object.values(builtins).map(indented),
    '',
    'Lines',
    ...variablesHelp.map(indented),
    '',
    'Operations; the word op may stand before them',
    ...wrapped(operations, width),
    '',
    'Other commands and topics of kmipctl',
    ...wrapped(others.toSorted(), width),
  ].join('\n')
}

function indented(line: string): string {
  return `  ${line}`
}

function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line !== '' && line.length + 2 + word.length + 2 > width) {
      lines.push(line)
      line = ''
    }
    line += line === '' ? indented(word) : `  ${word}`
  }
  return [...lines, line]
}
