import {plainStyle, type TreeStyle} from '../../ttlv/tree-style.ts'

/** How TTLV trees are coloured; plain without colour. */
export async function treeStyle(colour: boolean): Promise<TreeStyle> {
  if (!colour) return plainStyle
  const {Chalk} = await import('chalk')
  const chalk = new Chalk({level: 1})
  return {
    tag: chalk.cyan,
    type: chalk.dim,
    name: chalk.green,
    number: chalk.yellow,
    text: chalk.white,
    bytes: chalk.magenta,
    secret: chalk.red,
    note: chalk.dim,
  }
}
