import {expect, it} from 'vitest'
import {clientSettings} from '../../../../src/cli/views/client-settings.ts'

const files = {server: 'kmip.example.com:5697', ca: '/c/ca.pem', certificate: '/c/cert.pem', key: '/c/key.pem'}

it('writes the lines of each program', () => {
  const settings = clientSettings({...files, bundle: '/c/bundle.pem'})
  expect(settings.kmipctl.split('\n')).toEqual([
    'export KMIPCTL_SERVER=kmip.example.com:5697',
    'export KMIPCTL_CA=/c/ca.pem',
    'export KMIPCTL_CERT=/c/cert.pem',
    'export KMIPCTL_KEY=/c/key.pem',
  ])
  expect(settings.pykmip.split('\n')).toEqual([
    '[client]',
    'host=kmip.example.com',
    'port=5697',
    'ca_certs=/c/ca.pem',
    'certfile=/c/cert.pem',
    'keyfile=/c/key.pem',
    'cert_reqs=CERT_REQUIRED',
  ])
  expect(settings.percona.split('\n').slice(3)).toEqual([
    '    serverName: kmip.example.com',
    '    port: 5697',
    '    serverCAFile: /c/ca.pem',
    '    clientCertificateFile: /c/bundle.pem',
  ])
})

it('quotes what a shell or YAML would read otherwise', () => {
  const {kmipctl, percona} = clientSettings({...files, ca: "/my files/it's.pem", bundle: '/my files: #1.pem'})
  expect(kmipctl).toContain(`KMIPCTL_CA='/my files/it'\\''s.pem'`)
  expect(percona).toContain('clientCertificateFile: "/my files: #1.pem"')
})
