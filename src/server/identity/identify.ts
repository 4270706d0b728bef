import type {AdministrationReader, CredentialRecord, Store} from '../../storage/store.ts'
import {commonNameOf} from './common-name.ts'
import {type Answer, identifyForeign} from './identify-foreign.ts'
import type {Identity} from './identity.ts'
import {KnownIntermediates} from './known-intermediates.ts'
import type {Presented} from './presented.ts'
import {expiredCertificate, type Refusal, unknownCertificate} from './refusal.ts'
import {fetchingIdentity, type Replaced, replacementOf} from './replaced-credential.ts'
import {roleIdentity} from './role-identity.ts'

export type {Refusal} from './refusal.ts'
export type {Presented} from './presented.ts'

export type Identification = Identity | Refusal

export function isRefused(identification: Identification): identification is Refusal {
  return 'refused' in identification
}

/** Finds who presents a certificate; `now` in milliseconds since 1970. */
export type Identify = (presented: Presented, now: number) => Promise<Identification>

/** Certificates of clients that are remembered at once; with more than this the memory begins anew. */
const mostRemembered = 20_000

/** What was found out since the last administrative change. */
class Memory {
  readonly revision: number
  readonly #most: number
  readonly #credentials = new Map<string, Answer>()
  /** By what one connection sent: from the same certificate with others beside it something else may follow. */
  readonly #foreign = new WeakMap<object, Answer>()

  constructor(revision: number, most: number) {
    this.revision = revision
    this.#most = most
  }

  answer({fingerprint, certificates}: Presented): Answer | undefined {
    const credential = this.#credentials.get(fingerprint)
    if (credential !== undefined) return credential
    return certificates === undefined ? this.#credentials.get(bare(fingerprint)) : this.#foreign.get(certificates)
  }

  keep({fingerprint, certificates}: Presented, answer: Answer, isForeign: boolean): void {
    if (isForeign && certificates !== undefined) {
      this.#foreign.set(certificates, answer)
      return
    }
    if (this.#credentials.size >= this.#most) this.#credentials.clear()
    this.#credentials.set(isForeign ? bare(fingerprint) : fingerprint, answer)
  }
}

/** With its certificate at hand a client may turn out to be somebody. */
function bare(fingerprint: string): string {
  return `${fingerprint} alone`
}

/**
 * Looks certificates up in the store and remembers the answers until anything administrative changes, here or in
 * another process: a revocation holds from the next request on, also on connections that are open. A credential is
 * known by the fingerprint of its whole certificate; others by an imported authority that signed theirs.
 */
export function createIdentify(store: Store, most = mostRemembered): Identify {
  let memory = new Memory(-1, most)
  const intermediates = new KnownIntermediates()

  return async (presented, now) => {
    const revision = await store.administrativeRevision()
    if (revision !== memory.revision) memory = new Memory(revision, most)
    const known = memory
    let answer = known.answer(presented)
    if (answer === undefined) {
      const request = {presented, intermediates, now: new Date(now)}
      const found = await store.read(async ({administration, continuations}) => {
        const credential = await administration.credentialByFingerprint(presented.fingerprint)
        if (credential !== undefined) {
          const replaced =
            credential.revokedAt === undefined ? undefined : await replacementOf({continuations}, credential)
          return {answer: await identifyCredential(administration, credential, replaced), isForeign: false}
        }
        if (presented.certificates === undefined) return {answer: unknown, isForeign: true}
        return {answer: await identifyForeign(administration, request), isForeign: true}
      })
      ;({answer} = found)
      known.keep(presented, answer, found.isForeign)
    }
    return answer.notAfter < now ? (answer.afterwards ?? expiredCertificate) : answer.identification
  }
}

const unknown: Answer = {identification: unknownCertificate, notAfter: Infinity}

function refusal(cause: Refusal['cause'], refused: string): Answer & {readonly identification: Refusal} {
  return {notAfter: Infinity, identification: {refused, cause}}
}

/** Whose credential it is; what was replaced is good for fetching its replacement. */
export async function identifyCredential(
  administration: AdministrationReader,
  {scopeId, roleId, notAfter, serialNumber, certificatePem, revokedAt}: CredentialRecord,
  replaced?: Replaced,
): Promise<Answer> {
  const revoked = refusal('revoked', `credential ${serialNumber} is revoked`)
  if (revokedAt !== undefined && replaced === undefined) return revoked
  const role = await administration.roleById(roleId)
  const scope = await administration.scopeById(scopeId)
  if (role === undefined || scope === undefined) {
    return refusal('unmapped', `credential ${serialNumber} has lost its role`)
  }
  const identification = roleIdentity(scope, role, {serialNumber, commonName: commonNameOf(certificatePem)})
  if (replaced === undefined) return {notAfter, identification}
  return {
    notAfter: replaced.notAfter,
    identification: fetchingIdentity(identification, replaced),
    afterwards: revoked.identification,
  }
}
