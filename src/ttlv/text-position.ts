/** Where in a text something stands; both count from 1. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** Line and column of the character at `index`. */
export function positionAt(text: string, index: number): TextPosition {
  const before = text.slice(0, index)
  const line = before.split('\n').length
  return {line, column: index - before.lastIndexOf('\n')}
}

/** ` at line 3, column 7`, to end an error message with. */
export function atPosition({line, column}: TextPosition): string {
  return ` at line ${line}, column ${column}`
}
