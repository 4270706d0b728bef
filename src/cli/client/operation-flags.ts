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

/** On every command of one operation. */
export const operationFlags = {
  asynchronous: Flags.boolean({
    summary: 'Let the server carry the operation out later; prints the value for op poll',
    helpGroup: 'CONNECTION',
  }),
  'dry-run': Flags.boolean({
    summary: 'Show the request, in the form of --output, and send nothing',
    helpGroup: 'REQUEST',
  }),
}

export interface OperationFlagValues extends ClientFlagValues {
  readonly asynchronous: boolean
  readonly 'dry-run': boolean
  readonly output: NodeFormat | 'id'
}
