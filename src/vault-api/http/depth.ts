/**
 * Whether brackets stand within each other deeper than so many levels, in what may be JSON. Told before it is parsed, since
 * whatever walks through the values later would run out of stack.
 */
export function isDeeperThan(text: string, levels: number): boolean {
  let depth = 0
  let isQuoted = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (isQuoted) {
      if (character === '\\') index++
      else if (character === '"') isQuoted = false
    } else if (character === '"') isQuoted = true
    else if (character === '{' || character === '[') {
      depth++
      if (depth > levels) return true
    } else if (character === '}' || character === ']') depth--
  }
  return false
}
