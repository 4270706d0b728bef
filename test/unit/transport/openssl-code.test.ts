import {expect, it} from 'vitest'
import {openSslCode} from '../../../src/transport/openssl-code.ts'

it('takes the newer names of the old alerts for the older ones', () => {
  expect(openSslCode('ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE')).toBe('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE')
  expect(openSslCode('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA')).toBe('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA')
})
