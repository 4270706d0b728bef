const unprintable = /[\p{C}\p{Zl}\p{Zp}]+/gu

/** A peer's text on one line, without anything that a terminal would obey. */
export function plainText(text: string): string {
  return text.replace(unprintable, ' ').trim()
}
