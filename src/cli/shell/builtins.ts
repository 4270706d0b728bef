/** What the shell does itself, and how its help says so. */
export const builtins = {
  help: 'help [COMMAND]        this list, or the help of a command',
  set: 'set [NAME=VALUE]      set a variable, or list all; $NAME stands for it',
  unset: 'unset NAME            forget a variable',
  connect: 'connect [FLAGS]       connect anew, also elsewhere: connect --profile lab',
  exit: 'exit                  leave, as Ctrl-D does',
  quit: 'quit                  the same',
} as const satisfies Readonly<Record<string, string>>

export type Builtin = keyof typeof builtins

export function isBuiltin(word: string): word is Builtin {
  return Object.hasOwn(builtins, word)
}
