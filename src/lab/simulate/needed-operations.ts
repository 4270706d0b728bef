import type {OperationName} from '../../kmip/schema/operation.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {AskStep, Product, Step} from './product.ts'

/** An operation and the version in which a product asks for it. */
export interface NeededCall {
  readonly operation: OperationName
  readonly version: Version
}

/** What the conversation of a product asks for, what is prepared for it too; each once. */
export function neededCalls({steps, preparation, version}: Product): readonly NeededCall[] {
  const asked = [...(preparation?.steps ?? []), ...steps.flatMap(askSteps)]
  const calls = asked.flatMap((step) =>
    step.items.map(({operation}) => ({operation, version: step.version ?? version})),
  )
  return calls.filter(
    (one, index) =>
      calls.findIndex((other) => other.operation === one.operation && other.version === one.version) === index,
  )
}

/** The operations that a role must allow for the conversation of a product, what is prepared for it too; each once. */
export function neededOperations(product: Product): readonly OperationName[] {
  return [...new Set(neededCalls(product).map(({operation}) => operation))]
}

function askSteps(step: Step): readonly AskStep[] {
  if (step.kind === 'ask') return [step]
  return step.kind === 'each' ? step.steps : [step.ask]
}
