import {describe, expect, it} from 'vitest'
import {type FailoverRule, isItemNotFound, leadsToNextServer} from '../../../src/client/failover.ts'
import {OperationFailedError} from '../../../src/client/operation-failed-error.ts'
import {UnexpectedResponseError} from '../../../src/client/unexpected-response-error.ts'
import {TransportError, UsageError} from '../../../src/errors.ts'
import {ConnectionLostError} from '../../../src/transport/connection-lost-error.ts'
import {TransportTimeoutError} from '../../../src/transport/transport-timeout-error.ts'

function refusal(
  resultReason: 'ItemNotFound' | 'ObjectNotFound' | 'PermissionDenied',
  resultStatus = 'OperationFailed' as const,
) {
  return new OperationFailedError(
    {operation: 'Get', resultStatus, resultReason},
    {protocolVersion: {major: 1, minor: 0}, timeStamp: new Date(0), batchCount: 1},
  )
}

const all: readonly FailoverRule[] = ['connection', 'percona', 'strict']

describe('a rule of failover', () => {
  it.each<[string, unknown, readonly FailoverRule[]]>([
    ['an unknown host', new TransportError('resolve', 'x'), all],
    ['a refused connection', new TransportError('connect', 'x'), all],
    ['a handshake that takes too long', new TransportTimeoutError('tls', 'x'), all],
    ['a refused certificate', new TransportError('tls', 'x'), ['connection', 'percona']],
    ['an answer that takes too long', new TransportTimeoutError('request', 'x'), ['percona']],
    ['a lost connection', new ConnectionLostError('x', {answered: true, partial: false}), ['percona']],
    ['a malformed answer', new UnexpectedResponseError('x'), ['percona']],
    ['a refusal', refusal('PermissionDenied'), ['percona']],
    ['Item Not Found', refusal('ItemNotFound'), []],
    ['a wrong flag', new UsageError('x'), []],
    ['a fault of the program', new TypeError('x'), []],
  ])('goes on after %s or not', (_what, error, rules) => {
    expect(all.filter((rule) => leadsToNextServer(rule, error))).toEqual(rules)
  })

  it('does not go on while the server works on the request', () => {
    const pending = new OperationFailedError(
      {operation: 'Get', resultStatus: 'OperationPending'},
      {protocolVersion: {major: 1, minor: 0}, timeStamp: new Date(0), batchCount: 1},
    )
    expect(leadsToNextServer('percona', pending)).toBe(false)
  })

  it('knows the answer that there is no such item', () => {
    expect(isItemNotFound(refusal('ItemNotFound'))).toBe(true)
    expect(isItemNotFound(refusal('ObjectNotFound'))).toBe(true)
    expect(isItemNotFound(refusal('PermissionDenied'))).toBe(false)
  })
})
