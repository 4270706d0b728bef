import {GetConstraints} from '../../kmip/operations/get-constraints.ts'
import {handler} from '../handler.ts'

/** KMIP 2.1 section 6.1.22. */
export const getConstraints = handler(GetConstraints, async ({rules}) => ({
  constraints: {constraint: await rules.constraints()},
}))
