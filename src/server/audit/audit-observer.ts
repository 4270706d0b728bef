import {Tag} from '../../kmip/spec/tags.ts'
import {child} from '../../ttlv/node.ts'
import type {Exchange, ServerObserver} from '../observation/observer.ts'
import {exchangeEntries, jobEntries, refusalEntry, rotationEntries, sendingEntries} from './exchange-entries.ts'
import {AuditFailure} from './failure.ts'
import {batchItemsOf} from './item-entries.ts'
import type {AuditTrail} from './trail.ts'

/** Has everything that clients do recorded, and lets them do nothing where it cannot be. */
export function auditObserver(trail: AuditTrail): ServerObserver {
  return {
    connectionRefused: (refusal) => {
      // Nobody waits for it; a device that cannot take it counts it as missed
      trail.record(refusalEntry(refusal)).catch(() => undefined)
    },
    requestReceived: () => trail.assertWorking(),
    exchangeDone: async (exchange) => {
      try {
        await trail.record(...exchangeEntries(exchange))
      } catch (error) {
        throw error instanceof AuditFailure && mayHaveDone(exchange) ? unknownOutcome() : error
      }
    },
    requestSending: (sending) => trail.record(...sendingEntries(sending)),
    jobsStarting: () => trail.assertWorking(),
    rotationDone: (run) => trail.record(...rotationEntries(run)),
    jobDone: (run) => trail.record(...jobEntries(run)),
  }
}

const success = 0

function mayHaveDone({response}: Exchange): boolean {
  return batchItemsOf(response).some((item) => child(item, Tag.ResultStatus)?.value === success)
}

function unknownOutcome(): AuditFailure {
  return new AuditFailure('The audit cannot be written, although the request was carried out')
}
