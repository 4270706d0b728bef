/**
 * Breaks a command for a shell that is longer than the width, before its flags or other words, with backslashes that let
 * it be pasted. What stands in quotes stays together.
 */
export function breakCommand(command: string, width: number): string {
  if (command.length <= width) return command
  const lines: string[] = []
  let line = ''
  for (const piece of pieces(command)) {
    const room = width - end.length
    if (line !== '' && line.length + 1 + piece.length > room) {
      lines.push(line)
      line = `${further}${piece}`
    } else line += line === '' ? piece : ` ${piece}`
  }
  return [...lines, line].join(`${end}\n`)
}

const end = ' \\'
const further = '    '

/** Words; a flag goes with its value, a pipe with what follows it. */
function pieces(command: string): string[] {
  const words = command.match(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g) ?? []
  const joined: string[] = []
  for (const word of words) {
    const previous = joined.at(-1) ?? ''
    const isValue = /^--?[\w-]+$/.test(previous) && !word.startsWith('-') && word !== '|'
    if (isValue || previous === '|' || previous === '$') joined.push(`${joined.pop() ?? ''} ${word}`)
    else joined.push(word)
  }
  return joined
}
