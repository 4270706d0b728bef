type Paint = (text: string) => string

/** How the parts of a tree are coloured; each function gets plain text and may put escape sequences around it. */
export interface TreeStyle {
  readonly tag: Paint
  readonly type: Paint
  /** Names of enumeration values and mask bits, Booleans. */
  readonly name: Paint
  readonly number: Paint
  readonly text: Paint
  readonly bytes: Paint
  /** What stands for a hidden value. */
  readonly secret: Paint
  readonly note: Paint
}

const plain: Paint = (text) => text

export const plainStyle: TreeStyle = {
  tag: plain,
  type: plain,
  name: plain,
  number: plain,
  text: plain,
  bytes: plain,
  secret: plain,
  note: plain,
}
