import {operationFlagName} from '../../administration/operation-name.ts'
import {UsageError} from '../../errors.ts'
import {httpsLine} from '../../lab/simulate/play/https-line.ts'
import {type OpenLine, tlsLine} from '../../lab/simulate/play/line.ts'
import type {Failure} from '../../lab/simulate/play/outcome.ts'
import {neededOperations} from '../../lab/simulate/needed-operations.ts'
import type {Product} from '../../lab/simulate/product.ts'
import type {ConnectionTarget} from '../client/open-client.ts'
import type {ObservedLink} from '../client/observed-link.ts'

export interface SimulationTarget {
  readonly target: ConnectionTarget
  readonly link: ObservedLink
  /** Where the server takes KMIP over HTTPS. */
  readonly httpsUrl: URL | undefined
}

/** Connections of products to the server of the settings. */
export function openLines({target, link, httpsUrl}: SimulationTarget): OpenLine {
  const timeoutMs = target.settings.timeoutMs.value
  return async (transport, signal) => {
    if (transport === 'tls') return tlsLine((onChunk) => link.open({signal, onChunk}), {timeoutMs})
    if (httpsUrl === undefined) throw new UsageError('It talks over HTTPS, and --https does not say where')
    return httpsLine({url: httpsUrl, tls: target.tls, timeoutMs})
  }
}

/** The command that mends a refusal for want of permission; undefined for other failures. */
export function roleHint(product: Product, failure: Failure | undefined): string | undefined {
  if (failure?.resultReason !== 'PermissionDenied') return undefined
  const names = neededOperations(product).map(operationFlagName)
  return `If the role lacks an operation: ${product.client} needs ${names.join(', ')} (kmipctl role update, --operation)`
}
