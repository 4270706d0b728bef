/** How lines for people are coloured; each function gets plain text and may put escape sequences around it. */
export interface LogStyle {
  readonly time: (text: string) => string
  /** `name` is that of the level. */
  readonly level: (text: string, name: string) => string
  readonly message: (text: string) => string
  readonly fields: (text: string) => string
  readonly hint: (text: string) => string
}

const plain = (text: string): string => text

export const plainLogStyle: LogStyle = {time: plain, level: plain, message: plain, fields: plain, hint: plain}
