import type {OperationName} from '../../kmip/schema/operation.ts'
import type {AskStep, Product, Step} from './product.ts'

/** The operations that a role must allow for the conversation of a product, what is prepared for it too; each once. */
export function neededOperations({steps, preparation}: Product): readonly OperationName[] {
  const asked = [...(preparation?.steps ?? []), ...steps.flatMap(askSteps)]
  return [...new Set(asked.flatMap(({items}) => items.map(({operation}) => operation)))]
}

function askSteps(step: Step): readonly AskStep[] {
  if (step.kind === 'ask') return [step]
  return step.kind === 'each' ? step.steps : [step.ask]
}
