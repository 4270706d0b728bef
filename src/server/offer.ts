import type {ServerFacts} from './context.ts'
import {serverFacts} from './facts.ts'
import type {Handlers} from './handler.ts'
import {handlers} from './handlers/index.ts'
import {interop} from './handlers/interop.ts'

/** What a server does, and what it tells of that. */
export interface Offer {
  readonly handlers: Handlers
  readonly facts: ServerFacts
}

/** Of every server. */
const usual: Offer = {handlers, facts: serverFacts}

/** Of a server that exists for test runs. */
const forTests: Offer = {
  handlers: {...handlers, Interop: interop},
  facts: {...serverFacts, operations: [...serverFacts.operations, interop.operation.name]},
}

/** All operations; Interop only where the operator switched it on, as KMIP 2.1 section 6.1.26 wants. */
export function offer(interopIsOn: boolean): Offer {
  return interopIsOn ? forTests : usual
}
