import type {X509Certificate} from 'node:crypto'
import {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {child, ItemType, structureNode, type TtlvNode} from '../../ttlv/node.ts'
import {isRefused} from '../identity/identify.ts'
import type {Identity} from '../identity/identity.ts'
import type {Exchange, JobRun, ReceivedRequest} from '../observation/observer.ts'
import type {ConnectionRefusal} from '../observation/refusal-cause.ts'
import {announcedNumbers} from '../pipeline/announced-version.ts'
import type {AuditEntry} from './entry.ts'
import {batchItemsOf, itemFacts, shortened} from './item-entries.ts'
import {presentedTicket} from './ticket-facts.ts'

/** What a message and its answer leave in the audit: an entry for each batch item, or one when nobody may ask. */
export function exchangeEntries({peer, sender, request, response, milliseconds}: Exchange): readonly AuditEntry[] {
  const connection = {peer: peer.address, listener: peer.listener}
  if (sender !== undefined && isRefused(sender)) {
    return [
      {kind: 'connection.refused', ...certificateFacts(peer.certificates[0]), ...connection, reason: sender.cause},
    ]
  }
  const who = {...identityFacts(sender), ...presentedTicket(request)}
  const before = {...who, ...connection, protocolVersion: versionText(request)}
  const after = {
    milliseconds: rounded(milliseconds),
    clientCorrelation: headerText(request, Tag.RequestHeader, Tag.ClientCorrelationValue),
    serverCorrelation: headerText(response, Tag.ResponseHeader, Tag.ServerCorrelationValue),
  }
  return itemFacts(batchItemsOf(request), batchItemsOf(response)).map((facts) => ({
    kind: 'operation',
    ...before,
    ...facts,
    ...after,
  }))
}

/** What a request that the server sends to a client leaves, before it is sent. */
export function sendingEntries({peer, identity, request}: ReceivedRequest): readonly AuditEntry[] {
  return itemFacts(batchItemsOf(request), []).map((facts) => ({
    kind: 'request.sent',
    ...identityFacts(identity),
    peer: peer.address,
    listener: peer.listener,
    protocolVersion: versionText(request),
    ...facts,
    // Nobody has answered yet
    status: undefined,
  }))
}

/** What an asynchronous request leaves once it has run. */
export function jobEntries(run: JobRun): readonly AuditEntry[] {
  return runFacts(run).map((facts) => ({
    kind: 'operation',
    ...identityFacts(run.identity),
    asynchronous: true,
    ...facts,
  }))
}

/** What a rotation leaves that the server has done on its own; the role is the one whose object it was. */
export function rotationEntries(run: JobRun): readonly AuditEntry[] {
  const {scopeName, roleName} = run.identity
  const role = roleName === '' ? undefined : roleName
  return runFacts(run).map((facts) => ({kind: 'rotation', scope: scopeName, role, ...facts}))
}

function runFacts({requests, responses, milliseconds}: JobRun) {
  const asked = requests.map((item) => structureNode(Tag.BatchItem, RequestBatchItem.encodeItems(item, 'any')))
  const answered = responses.map((item) => structureNode(Tag.BatchItem, ResponseBatchItem.encodeItems(item, 'any')))
  return itemFacts(asked, answered).map((facts) => ({...facts, milliseconds: rounded(milliseconds)}))
}

/** What a connection leaves that was turned away. */
export function refusalEntry({address, cause, listener, certificate}: ConnectionRefusal): AuditEntry {
  return {kind: 'connection.refused', ...certificateFacts(certificate), peer: address, listener, reason: cause}
}

function certificateFacts(certificate: X509Certificate | undefined): Pick<AuditEntry, 'serial' | 'fingerprint'> {
  if (certificate === undefined) return {}
  const {serialNumber, fingerprint256} = certificate
  return {
    serial: BigInt(`0x${serialNumber}`).toString(),
    fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}

function identityFacts(identity: Identity | undefined): Pick<AuditEntry, 'scope' | 'role' | 'serial' | 'commonName'> {
  if (identity === undefined) return {}
  const {scopeName, roleName, serialNumber, commonName} = identity
  return {scope: scopeName, role: roleName, serial: serialNumber, commonName}
}

function versionText(request: TtlvNode | undefined): string | undefined {
  const announced = request && announcedNumbers(request)
  return announced === undefined ? undefined : `${announced.major}.${announced.minor}`
}

function headerText(message: TtlvNode | undefined, headerTag: number, tag: number): string | undefined {
  const header = message && child(message, headerTag)
  const node = header && child(header, tag)
  return node?.type === ItemType.TextString ? shortened(node.value) : undefined
}

/** To microseconds. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}
