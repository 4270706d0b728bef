import {tokenPrefix} from '../../administration/tokens.ts'

const anyToken = new RegExp(`${tokenPrefix.replace('.', '\\.')}[\\w-]+`, 'g')

/** The text, in which whoever put a token where none belongs finds no trace of it. */
export function withoutTokens(text: string): string {
  return text.replaceAll(anyToken, `${tokenPrefix}***`)
}
