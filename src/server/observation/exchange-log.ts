import {isRefused} from '../identity/identify.ts'
import {exchangeRecord} from '../listener/exchange-record.ts'
import type {Log} from '../log.ts'
import type {ServerObserver} from './observer.ts'

/** Writes one line into the log about every message that was read. */
export function exchangeLog(log: Log, level: 'info' | 'debug'): ServerObserver {
  return {
    exchangeDone({peer, sender, request, response, milliseconds}) {
      if (request === undefined || sender === undefined || isRefused(sender)) return
      const ms = Math.round(milliseconds * 1000) / 1000
      log[level]({peer: peer.address, ...exchangeRecord(sender, request, response), ms}, 'Request')
    },
  }
}
