export type Paint = (text: string) => string

/** The few colours of the command line, by meaning. */
export interface Palette {
  readonly strong: Paint
  readonly faint: Paint
  /** Headings of tables, names of values. */
  readonly heading: Paint
  /** Identifiers and names one might copy. */
  readonly accent: Paint
  readonly good: Paint
  readonly warning: Paint
  readonly bad: Paint
}

const plain: Paint = (text) => text

export const plainPalette: Palette = {
  strong: plain,
  faint: plain,
  heading: plain,
  accent: plain,
  good: plain,
  warning: plain,
  bad: plain,
}

/** Loads chalk only when there is something to colour. */
export async function createPalette(colour: boolean): Promise<Palette> {
  if (!colour) return plainPalette
  const {Chalk} = await import('chalk')
  // Whether to colour is decided already; sixteen colours follow the terminal's own theme
  const chalk = new Chalk({level: 1})
  return {
    strong: chalk.bold,
    faint: chalk.dim,
    heading: chalk.dim,
    accent: chalk.cyan,
    good: chalk.green,
    warning: chalk.yellow,
    bad: chalk.red,
  }
}
