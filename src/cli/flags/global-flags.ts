import {Flags} from '@oclif/core'

const helpGroup = 'GLOBAL'

/** On every command. */
export const globalFlags = {
  json: Flags.boolean({summary: 'Print one JSON document for machines instead', helpGroup}),
  debug: Flags.boolean({summary: 'Show where an error happened', helpGroup}),
  'no-color': Flags.boolean({summary: 'Print without colours, as NO_COLOR=1 does', helpGroup}),
  'no-input': Flags.boolean({summary: 'Never ask; fail when something is missing', helpGroup}),
}
