import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {connectionFlagSettings, connectionFlags} from '../../../../src/cli/client/connection-flags.ts'
import {openClient} from '../../../../src/cli/client/open-client.ts'
import {connectionSources} from '../../../../src/config/connection-settings.ts'
import {formatAddress} from '../../../../src/transport/address.ts'
import {fakeEnvironment} from '../../../support/environment.ts'
import {temporaryFolder} from '../../../support/temporary-folder.ts'
import {tlsFixturePath} from '../../../support/tls-fixtures.ts'
import {eachMessage, tlsServer} from '../../../support/tls-server.ts'

describe('the connection flags', () => {
  it('are those that config knows', () => {
    const names = Object.values(connectionSources).map(({flag}) => flag.slice(2))
    expect(Object.keys(connectionFlags).sort()).toEqual([...names, 'login-ticket', 'profile', 'insecure'].sort())
  })

  it('reach config under its names', () => {
    const given = Object.fromEntries(Object.keys(connectionFlags).map((name) => [name, name]))
    const settings = connectionFlagSettings({...given, insecure: true})
    for (const [field, {flag}] of Object.entries(connectionSources)) {
      expect(new Map(Object.entries(settings)).get(field)).toBe(flag.slice(2))
    }
    expect(settings).toMatchObject({profile: 'profile', insecure: true})
  })
})

describe('openClient', () => {
  const environment = fakeEnvironment({KMIPCTL_SERVER: 'kms.example.com'})

  it('describes the connection before there is one', async () => {
    const opened = await openClient({kmipVersion: 'AUTO'}, {environment})
    await using _ = opened.client
    expect(opened.describe()).toEqual({server: 'kms.example.com:5696', profile: null, kmipVersion: 'auto', tls: null})
    expect(opened.warnings).toEqual([])
  })

  it('uses the next server of a list when the first cannot be reached', async () => {
    await using server = await tlsServer((socket) => eachMessage(socket, (message) => socket.write(message)))
    const failed: string[] = []
    const list = `127.0.0.1:1, ${formatAddress(server.address)}`
    const opened = await openClient(
      {server: list, ca: tlsFixturePath('ca.pem')},
      {environment, onFailure: ({address}) => failed.push(formatAddress(address))},
    )
    await using client = opened.client
    expect(opened.describe().server).toBe('127.0.0.1:1')
    await client.peer()
    expect(opened.describe().server).toBe(formatAddress(server.address))
    expect(failed).toEqual(['127.0.0.1:1'])
  })

  it('warns of --insecure', async () => {
    const {client, warnings} = await openClient({insecure: true}, {environment})
    await using _ = client
    expect(warnings).toEqual([expect.stringContaining('not checked (--insecure)')])
  })

  it('takes the profile', async () => {
    await using folder = await temporaryFolder()
    await mkdir(join(folder.path, 'kmipctl'))
    const profiles = {version: 1, current: 'lab', profiles: {lab: {server: 'lab:1', kmipVersion: '1.2'}}}
    await writeFile(join(folder.path, 'kmipctl', 'profiles.json'), JSON.stringify(profiles))
    const opened = await openClient({}, {environment: fakeEnvironment({XDG_CONFIG_HOME: folder.path})})
    await using _ = opened.client
    expect(opened.describe()).toMatchObject({server: 'lab:1', profile: 'lab', kmipVersion: '1.2'})
  })

  it.each([
    [{server: 'a:b:c'}, '--server: '],
    [{kmipVersion: '1.9'}, '--kmip-version: "1.9" is not a version of KMIP'],
    [{timeout: 'soon'}, '--timeout: '],
    [{failover: 'never'}, '--failover: "never" is not a rule of failover'],
    [{tlsCiphers: 'ROT13'}, '--tls-ciphers: OpenSSL knows no cipher in "ROT13"'],
    [{tlsMinVersion: '1.3', tlsMaxVersion: '1.2'}, '--tls-min-version is newer than --tls-max-version'],
    [{cert: '/nowhere/cert.pem'}, '--cert: file /nowhere/cert.pem does not exist'],
  ])('names the wrong setting of %j', async (flags, message) => {
    await expect(openClient(flags, {environment})).rejects.toThrow(message)
  })

  it('asks for the password of a user where none is given', async () => {
    const asked: string[] = []
    const askUserPassword = async (username: string) => {
      asked.push(username)
      return 'secret'
    }
    const open = async (variables: Readonly<Record<string, string>>) => {
      const settings = fakeEnvironment({KMIPCTL_SERVER: 'kms.example.com', ...variables})
      const {client} = await openClient({}, {environment: settings, askUserPassword})
      await client[Symbol.asyncDispose]()
    }
    await open({})
    await open({KMIPCTL_USERNAME: 'ann', KMIPCTL_PASSWORD: 'known'})
    expect(asked).toEqual([])
    await open({KMIPCTL_USERNAME: 'ann'})
    expect(asked).toEqual(['ann'])
  })

  it('misses the server', async () => {
    await expect(openClient({}, {environment: fakeEnvironment()})).rejects.toThrow('No server is given')
  })
})
