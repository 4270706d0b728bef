import {type Product, read} from './ensure-key.ts'
import type {KeyEvent} from './key-event.ts'
import {inRounds} from './server-rounds.ts'
import type {Decision} from './start-up.ts'

/** What a start would do, after everything was tried that changes nothing. */
export interface Rehearsal {
  readonly dryRun: true
  readonly decision: Decision
  /** In one sentence. */
  readonly summary: string
  readonly events: readonly KeyEvent[]
}

/** Reads what would be read, connects where a key would be made. Rejects as the start would. */
export async function rehearse(decision: Decision, product: Product): Promise<Rehearsal> {
  const events: KeyEvent[] = []
  const quiet: Product = {
    ...product,
    remember: async () => undefined,
    onEvent(event) {
      events.push(event)
      product.onEvent(event)
    },
  }
  return {dryRun: true, decision, summary: await summaryOf(decision, quiet), events}
}

async function summaryOf(decision: Decision, product: Product): Promise<string> {
  switch (decision.kind) {
    case 'create':
      await reach(product)
      return 'The server can be reached; a new master key would be made and remembered'
    case 'rotate':
      await read(decision.from, product, 'none')
      if (decision.to === undefined) return `Master key ${decision.from} can be read; it would be replaced by a new one`
      await read(decision.to, product)
      return `Master keys ${decision.from} and ${decision.to} can be read; the second would replace the first`
    default:
      await read(decision.keyIdentifier, product)
      return `Master key ${decision.keyIdentifier} can be read and would be used${decision.remember ? ' and remembered' : ''}`
  }
}

async function reach(product: Product): Promise<void> {
  await inRounds(product, {operation: 'save'}, async () => undefined)
}
