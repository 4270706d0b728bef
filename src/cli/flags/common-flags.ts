import {Flags} from '@oclif/core'

/** Defined once, used by several commands. */
export const scopeFlag = Flags.string({summary: 'Scope', helpValue: 'NAME', char: 's'})
export const roleFlag = Flags.string({summary: 'Role of the scope', helpValue: 'NAME', char: 'r'})
export const yesFlag = Flags.boolean({summary: 'Do not ask whether to go on', char: 'y'})
