import {serverFacts} from '../../server/facts.ts'

/**
 * The release of Vault whose KMIP engine is answered for. Clients compare it with the release that brought a path before
 * they use it; behind the plus stands who answers.
 */
export const answeredVersion = `2.0.0+ent.kmipctl.${serverFacts.serverInformation.version ?? ''}`.replace(/\.$/, '')

export const clusterName = 'kmipctl'
