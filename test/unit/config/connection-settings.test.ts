import {describe, expect, it} from 'vitest'
import {parseAddress} from '../../../src/transport/address.ts'
import {
  requireSetting,
  resolveConnectionSettings,
  type ConnectionFlags,
} from '../../../src/config/connection-settings.ts'
import type {Profile} from '../../../src/config/profile.ts'
import {describeSetting, parseSetting} from '../../../src/config/setting.ts'
import {ConfigError, UsageError} from '../../../src/errors.ts'
import {fakeEnvironment} from '../../support/environment.ts'

interface Given {
  readonly flags?: ConnectionFlags
  readonly variables?: Readonly<Record<string, string>>
  readonly profiles?: Readonly<Record<string, Profile>>
  readonly current?: string
}

function settingsOf({flags = {}, variables = {}, profiles = {}, current}: Given) {
  return resolveConnectionSettings(flags, fakeEnvironment(variables), {
    read: () => Promise.resolve({current, profiles}),
    show(name = '') {
      const profile = profiles[name]
      if (profile === undefined) return Promise.reject(new ConfigError(`There is no profile ${name}`))
      return Promise.resolve({name, current: name === current, profile})
    },
  })
}

const lab: Profile = {server: 'from-profile', cert: '/lab/cert.pem', key: '/lab/key.pem', timeout: '10s'}

describe('a connection setting', () => {
  it('comes from the flag before the environment, the profile and the default', async () => {
    const variables = {KMIPCTL_SERVER: 'from-environment', KMIPCTL_TIMEOUT: '20s'}
    const all = {flags: {server: 'from-flag', timeout: '30ms'}, variables, profiles: {lab}, current: 'lab'}
    const first = await settingsOf(all)
    expect(first.server).toEqual({flag: '--server', value: 'from-flag', origin: {kind: 'flag'}})
    expect(first.timeoutMs.value).toBe(30)
    const second = await settingsOf({...all, flags: {}})
    expect(second.server).toEqual({
      flag: '--server',
      value: 'from-environment',
      origin: {kind: 'environment', variable: 'KMIPCTL_SERVER'},
    })
    expect(second.timeoutMs.value).toBe(20_000)
    const third = await settingsOf({profiles: {lab}, current: 'lab'})
    expect(third.server).toEqual({flag: '--server', value: 'from-profile', origin: {kind: 'profile', profile: 'lab'}})
    expect(third.timeoutMs.value).toBe(10_000)
    expect(third.profile).toBe('lab')
    const last = await settingsOf({})
    expect(last.server).toBeUndefined()
    expect(last.timeoutMs).toEqual({flag: '--timeout', value: 30_000, origin: {kind: 'default'}})
    expect(last.connectTimeoutMs.value).toBe(5000)
    expect(last.kmipVersion.value).toBe('1.4')
    expect(last.insecure.value).toBe(false)
    expect(last.profile).toBeUndefined()
  })

  it('treats an empty variable as not set', async () => {
    expect((await settingsOf({variables: {KMIPCTL_SERVER: ''}})).server).toBeUndefined()
  })

  it('takes the profile of the flag before that of the environment and the current one', async () => {
    const profiles = {a: {server: 'a'}, b: {server: 'b'}, c: {server: 'c'}}
    const variables = {KMIPCTL_PROFILE: 'b'}
    expect((await settingsOf({flags: {profile: 'a'}, variables, profiles, current: 'c'})).server?.value).toBe('a')
    expect((await settingsOf({variables, profiles, current: 'c'})).server?.value).toBe('b')
    expect((await settingsOf({profiles, current: 'c'})).server?.value).toBe('c')
    await expect(settingsOf({flags: {profile: 'x'}, profiles})).rejects.toThrow('There is no profile x')
  })

  it('does not pair a certificate with the key of a weaker source', async () => {
    const flagged = await settingsOf({flags: {cert: 'new.pem'}, profiles: {lab}, current: 'lab'})
    expect(flagged.cert?.value).toBe('new.pem')
    expect(flagged.key).toBeUndefined()
    const keyOnly = await settingsOf({flags: {key: 'new-key.pem'}, profiles: {lab}, current: 'lab'})
    expect([keyOnly.cert?.value, keyOnly.key?.value]).toEqual(['/lab/cert.pem', 'new-key.pem'])
  })

  it('does not use the password of a profile for a key from a flag', async () => {
    const profiles = {lab: {...lab, keyPasswordFile: '/lab/password'}}
    expect((await settingsOf({profiles, current: 'lab'})).keyPassword).toMatchObject({
      kind: 'file',
      value: '/lab/password',
    })
    const flagged = await settingsOf({flags: {cert: 'c', key: 'k'}, profiles, current: 'lab'})
    expect(flagged.keyPassword).toBeUndefined()
  })

  it('takes a password from the flag’s file, then from the environment, then from the file of the profile', async () => {
    const profiles = {lab: {...lab, keyPasswordFile: '/lab/password'}}
    const variables = {KMIPCTL_KEY_PASSWORD: 'secret'}
    const flags = {keyPasswordFile: 'file'}
    expect((await settingsOf({flags, variables, profiles, current: 'lab'})).keyPassword).toMatchObject({
      kind: 'file',
      value: 'file',
    })
    expect((await settingsOf({variables, profiles, current: 'lab'})).keyPassword).toEqual({
      flag: '--key-password-file',
      kind: 'value',
      value: 'secret',
      origin: {kind: 'environment', variable: 'KMIPCTL_KEY_PASSWORD'},
    })
    const given = await settingsOf({flags: {cert: 'c', key: 'k'}, variables, profiles, current: 'lab'})
    expect(given.keyPassword?.value).toBe('secret')
  })

  it('reads user name, TLS versions and the switch for insecure connections', async () => {
    const settings = await settingsOf({
      flags: {tlsMinVersion: '1.3'},
      variables: {KMIPCTL_INSECURE: 'true', KMIPCTL_USERNAME: 'ann', KMIPCTL_PASSWORD: 'pw'},
      profiles: {lab: {insecure: false, tlsMaxVersion: 'TLSv1.3'}},
      current: 'lab',
    })
    expect(settings.tlsMinVersion?.value).toBe('TLSv1.3')
    expect(settings.tlsMaxVersion?.value).toBe('TLSv1.3')
    expect(settings.insecure).toMatchObject({value: true, origin: {kind: 'environment'}})
    expect(settings.username?.value).toBe('ann')
    expect(settings.password).toMatchObject({kind: 'value', value: 'pw'})
    expect((await settingsOf({profiles: {lab: {insecure: true}}, current: 'lab'})).insecure).toMatchObject({
      value: true,
      origin: {kind: 'profile', profile: 'lab'},
    })
  })
})

describe('an error about a setting', () => {
  it('says where the value came from', async () => {
    await expect(settingsOf({variables: {KMIPCTL_TIMEOUT: 'soon'}})).rejects.toMatchObject({
      name: 'ConfigError',
      message: '--timeout (from KMIPCTL_TIMEOUT): "soon" is not a duration',
    })
    await expect(settingsOf({flags: {timeout: 'soon'}})).rejects.toBeInstanceOf(UsageError)
    const {server} = await settingsOf({profiles: {lab: {server: 'a:b:c'}}, current: 'lab'})
    expect(() => parseSetting(requireSetting('server', server), parseAddress)).toThrow(
      '--server (from profile lab): Server address a:b:c has more than one colon',
    )
  })

  it('lists the ways to give what is missing', async () => {
    const {server, cert} = await settingsOf({})
    expect(() => requireSetting('server', server)).toThrow('No server is given')
    try {
      requireSetting('cert', cert)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({
        message: 'No client certificate is given',
        hint: 'Pass --cert, set KMIPCTL_CERT, or save it with kmipctl profile add',
        exitCode: 2,
      })
    }
  })

  it('names a default as such', () => {
    expect(describeSetting({flag: '--timeout', origin: {kind: 'default'}})).toBe('--timeout (default)')
  })
})
