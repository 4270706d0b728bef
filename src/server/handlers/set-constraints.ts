import {SetConstraints} from '../../kmip/operations/set-constraints.ts'
import {handler} from '../handler.ts'
import {checkConstraintRequest} from '../rules/rule-request.ts'

/**
 * KMIP 2.1 section 6.1.52: from now on new objects of the scope are held against these constraints and no others; a
 * request without any removes all.
 */
export const setConstraints = handler(
  SetConstraints,
  async ({rules}, {constraints}) => {
    const all = constraints?.constraint ?? []
    checkConstraintRequest(all)
    await rules.setConstraints(all)
    return {}
  },
  {writes: true},
)
