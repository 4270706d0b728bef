import {expect, it} from 'vitest'
import {sortAlternativeNames} from '../../../src/administration/alternative-names.ts'

it('tells names, addresses, mail and URIs apart', () => {
  const names = ['app.example.com', '10.0.0.7', '::1', 'ops@example.com', 'spiffe://example.com/app', '*.example.com']
  expect(sortAlternativeNames(names)).toEqual({
    dnsNames: ['app.example.com', '*.example.com'],
    ipAddresses: ['10.0.0.7', '::1'],
    emails: ['ops@example.com'],
    uris: ['spiffe://example.com/app'],
  })
})

it('obeys the kind in front', () => {
  expect(sortAlternativeNames(['dns:app', 'IP:10.0.0.7', 'email:a@b', 'uri:urn:x'])).toEqual({
    dnsNames: ['app'],
    ipAddresses: ['10.0.0.7'],
    emails: ['a@b'],
    uris: ['urn:x'],
  })
})
