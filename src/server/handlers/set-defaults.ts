import {SetDefaults} from '../../kmip/operations/set-defaults.ts'
import {handler} from '../handler.ts'
import {checkDefaultsRequest} from '../rules/rule-request.ts'

/**
 * KMIP 2.1 section 6.1.53: from now on new objects of the scope get these attributes where they lack them; a request
 * without any removes all.
 */
export const setDefaults = handler(
  SetDefaults,
  async ({rules}, {defaultsInformation}) => {
    const all = defaultsInformation?.objectDefaults ?? []
    checkDefaultsRequest(all)
    await rules.setDefaults(all)
    return {}
  },
  {writes: true},
)
