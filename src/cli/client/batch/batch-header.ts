import type {HeaderOptions} from '../../../client/request-message.ts'

export type OnError = 'stop' | 'continue' | 'undo'

const errorOptions = {stop: 'Stop', continue: 'Continue', undo: 'Undo'} as const

/** The header of a batch: its items are run in their order. */
export function batchHeader(onError: OnError | undefined): HeaderOptions {
  return {
    batchOrderOption: true,
    ...(onError === undefined ? {} : {batchErrorContinuationOption: errorOptions[onError]}),
  }
}
