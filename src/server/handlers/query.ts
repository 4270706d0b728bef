import {Query} from '../../kmip/operations/query.ts'
import type {OperationName, ResponseOf} from '../../kmip/schema/operation.ts'
import {type ClientIdentity, clientIdentityItems, queryClientIdentity} from '../../kmip/structures/client-identity.ts'
import type {QueryFunction} from '../../kmip/spec/enumerations.ts'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {OperationContext, ServerFacts} from '../context.ts'
import {handler} from '../handler.ts'
import {assertedProfiles, httpsProfiles} from '../profiles.ts'
import {checkGroupsAreKnown, queriedDefaults} from '../rules/queried-defaults.ts'

type Part = Partial<ResponseOf<typeof Query>>

/** What each Query Function adds to the answer. Functions that are not here have nothing to tell. */
const parts: Readonly<Partial<Record<EnumName<typeof QueryFunction>, (facts: ServerFacts) => Part>>> = {
  QueryOperations: ({operations}) => ({operation: operations}),
  QueryObjects: ({objectTypes}) => ({objectType: objectTypes}),
  QueryServerInformation: ({vendorIdentification, serverInformation}) => ({
    vendorIdentification,
    serverInformation: {
      serverName: serverInformation.name,
      serverVersion: serverInformation.version,
      productName: serverInformation.name,
    },
  }),
  QueryExtensionList: ({extensions}) => ({
    extensionInformation: extensions.map(({extensionName}) => ({extensionName})),
  }),
  QueryExtensionMap: ({extensions}) => ({extensionInformation: extensions}),
  QueryAttestationTypes: ({attestationTypes}) => ({attestationType: attestationTypes}),
  QueryRNGs: ({rngs}) => ({rngParameters: rngs}),
  QueryValidations: ({validations}) => ({validationInformation: validations}),
  QueryProfiles: (facts) => ({profileInformation: [...assertedProfiles(facts), ...httpsProfiles(facts.httpsUrls)]}),
  QueryCapabilities: ({capabilities}) => ({capabilityInformation: [capabilities]}),
  QueryClientRegistrationMethods: ({clientRegistrationMethods}) => ({
    clientRegistrationMethod: clientRegistrationMethods,
  }),
  QueryStorageProtectionMasks: ({protectionStorageMasks}) => ({protectionStorageMasks}),
}

/** KMIP 1.4 section 4.25, 2.1 section 6.1.40. */
export const query = handler(Query, async (context, {queryFunction = [], objectGroups}) => {
  const groups = objectGroups?.objectGroup ?? []
  await checkGroupsAreKnown(context, groups)
  let answer: Part = {}
  for (const name of queryFunction) {
    // Who asks for both list and map of the extensions gets the map
    if (name === 'QueryExtensionList' && queryFunction.includes('QueryExtensionMap')) continue
    const part = typeof name === 'string' ? parts[name] : undefined
    if (part !== undefined) answer = {...answer, ...part(context.facts)}
  }
  if (queryFunction.includes('QueryDefaultsInformation')) {
    answer = {...answer, defaultsInformation: await queriedDefaults(context, groups)}
  }
  if (!queryFunction.includes(queryClientIdentity)) return answer
  return {
    ...answer,
    serverInformation: {...answer.serverInformation, vendorItems: clientIdentityItems(identityOf(context))},
  }
})

/** Asked by kmipctl whoami; nobody else gets items that KMIP does not name. */
function identityOf({identity, facts}: OperationContext): ClientIdentity {
  const operations = facts.operations.filter((name) => !serverToClient.has(name) && identity.allows(name))
  return {scope: identity.scopeName, role: identity.roleName, operations}
}

const serverToClient: ReadonlySet<OperationName> = new Set<OperationName>(['Notify', 'Put'])
