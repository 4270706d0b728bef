import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {readMongodConfiguration} from '../../../src/masterkey/mongod-conf.ts'
import {checkOptions} from '../../../src/masterkey/options.ts'

const file = (kmip: string, security = '  enableEncryption: true\n') => `security:\n${security}  kmip:\n${kmip}`
const read = (text: string) => readMongodConfiguration(text, 'mongod.conf')

describe('the configuration file of mongod', () => {
  it('gives the options of its section security.kmip', () => {
    const text = file(
      '    serverName: kms1,kms2\n    port: 5697\n    activateKeys: false\n    keyIdentifier: 42\n    connectTimeoutMS: 2000\n',
    )
    expect(read(`net:\n  port: 27017\n${text}`)).toEqual({
      serverName: 'kms1,kms2',
      port: 5697,
      activateKeys: false,
      keyIdentifier: '42',
      connectTimeoutMS: 2000,
    })
  })

  it.each([
    ['a: [', 'mongod.conf is not YAML: '],
    ['net: {}', 'mongod.conf has no section security'],
    ['security: {}', 'mongod.conf: security has no section kmip'],
    [file('    serverName: a\n', ''), 'without security.enableEncryption: true'],
    [file('    serverName: a\n', '  enableEncryption: true\n  vault: {}\n'), 'both security.kmip and security.vault'],
    [file('    servername: a\n'), 'unknown option security.kmip.servername'],
    [file('    port: many\n'), 'security.kmip.port is no number'],
    [file('    activateKeys: 1\n'), 'security.kmip.activateKeys is no boolean'],
  ])('refuses %j', (text, problem) => {
    expect(() => read(text)).toThrow(problem)
  })

  it('tells the line and the column of what is not YAML', () => {
    expect(() => read('security:\n  kmip: {a: 1\n')).toThrow(/line \d+, column \d+/)
  })

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => read(text)).toThrow(expect.objectContaining({exitCode: 2}))
      }),
    )
  })
})

describe('the options', () => {
  const given = {serverName: 'kms', clientCertificateFile: 'bundle.pem'}

  it('have the defaults of Percona Server for MongoDB', () => {
    expect(checkOptions(given)).toMatchObject({
      servers: [{host: 'kms', port: 5696}],
      connectRetries: 0,
      connectTimeoutMS: 5000,
      keyStatePollingSeconds: 900,
    })
  })

  it.each([
    [{serverName: undefined}, 'serverName is not given'],
    [{clientCertificateFile: undefined}, 'clientCertificateFile is not given'],
    [{serverName: 'a, b'}, 'has a blank or an empty name'],
    [{serverName: 'a,,b'}, 'has a blank or an empty name'],
    [{port: 65_536}, 'port cannot be 65536'],
    [{connectRetries: -1}, 'connectRetries cannot be -1'],
    [{connectTimeoutMS: 999}, 'connectTimeoutMS cannot be 999'],
  ])('refuse %j', (change, problem) => {
    expect(() => checkOptions({...given, ...change})).toThrow(problem)
  })
})
