import {Flags} from '@oclif/core'
import type {ClientFlagValues} from './client-command.ts'
import {nodeFormats, type NodeFormat} from './show-node.ts'

const summary = 'Form of the result'

/** For operations that answer with something else than identifiers. */
export const outputFlag = Flags.option({summary, options: nodeFormats, default: 'tree', helpGroup: 'OUTPUT'})()

/** For operations that answer with identifiers: `id` prints nothing else. */
export const outputWithIdFlag = Flags.option({
  summary: `${summary}; id prints the identifiers alone`,
  options: [...nodeFormats, 'id'] as const,
  default: 'tree',
  helpGroup: 'OUTPUT',
})()

const helpGroup = 'REQUEST'

/** On every command of one operation. */
export const operationFlags = {
  asynchronous: Flags.boolean({
    summary: 'Let the server carry the operation out later; prints the value for op poll',
    helpGroup: 'CONNECTION',
  }),
  'dry-run': Flags.boolean({
    summary: 'Show the request, in the form of --output, and send nothing',
    helpGroup,
  }),
  'print-command': Flags.boolean({
    summary: 'Print a line for the shell on stderr that does the same again, with defaults and without secrets',
    helpGroup,
  }),
  'as-script': Flags.boolean({
    summary: 'Print a script for kmipctl run, and send nothing; secrets become variables unless --reveal is given',
    helpGroup,
    exclusive: ['dry-run', 'asynchronous'],
  }),
  // Nobody awaits a list of flags
  // oxlint-disable-next-line unicorn/no-thenable
  then: Flags.string({
    summary: 'Another operation and its flags for the same message; repeat it for several',
    description:
      "The operations run in their order. An identifier that is left out is that of the object that those before it made, found or named, as in --then activate --then 'get-attributes State'.",
    helpValue: 'LINE',
    helpGroup,
    multiple: true,
    multipleNonGreedy: true,
    exclusive: ['asynchronous'],
  }),
  'on-error': Flags.option({
    summary: 'What the server does when an operation fails and others follow [default: stop]',
    options: ['stop', 'continue', 'undo'] as const,
    helpGroup,
    dependsOn: ['then'],
  })(),
}

export interface OperationFlagValues extends ClientFlagValues {
  readonly asynchronous: boolean
  readonly 'dry-run': boolean
  readonly 'print-command': boolean
  readonly 'as-script': boolean
  readonly then?: readonly string[] | undefined
  readonly 'on-error'?: 'stop' | 'continue' | 'undo' | undefined
  readonly output: NodeFormat | 'id'
}
