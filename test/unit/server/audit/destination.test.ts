import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../../src/errors.ts'
import {parseDestination} from '../../../../src/server/audit/destination.ts'

describe('a destination of the audit', () => {
  it.each([
    ['/var/log/audit.jsonl', {kind: 'file', path: '/var/log/audit.jsonl'}],
    ['file:audit.jsonl', {kind: 'file', path: 'audit.jsonl'}],
    ['stdout', {kind: 'stdout'}],
    ['syslog://10.0.0.1:1514', {kind: 'syslog', transport: 'udp', address: {host: '10.0.0.1', port: 1514}}],
    ['syslog://logs.example', {kind: 'syslog', transport: 'udp', address: {host: 'logs.example', port: 514}}],
    ['syslog+tcp://[::1]:601', {kind: 'syslog', transport: 'tcp', address: {host: '::1', port: 601}}],
  ])('is read from %s', (text, destination) => {
    expect(parseDestination(text)).toEqual(destination)
  })

  it.each(['', 'file:', 'syslog:', 'syslog://', 'syslog:///dev/log', 'syslog+tcp:host'])(
    'is not read from "%s"',
    (text) => {
      expect(() => parseDestination(text)).toThrow(UsageError)
    },
  )
})
