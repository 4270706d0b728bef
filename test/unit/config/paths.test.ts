import {describe, expect, it} from 'vitest'
import {configDirectory, dataDirectory, profilesFile} from '../../../src/config/paths.ts'
import {fakeEnvironment} from '../../support/environment.ts'

describe('the folder of the settings', () => {
  it('is in ~/.config', () => {
    expect(configDirectory(fakeEnvironment())).toBe('/home/ann/.config/kmipctl')
    expect(profilesFile(fakeEnvironment())).toBe('/home/ann/.config/kmipctl/profiles.json')
  })

  it('follows XDG_CONFIG_HOME when that is absolute', () => {
    expect(configDirectory(fakeEnvironment({XDG_CONFIG_HOME: '/cfg'}))).toBe('/cfg/kmipctl')
    expect(configDirectory(fakeEnvironment({XDG_CONFIG_HOME: 'cfg'}))).toBe('/home/ann/.config/kmipctl')
    expect(configDirectory(fakeEnvironment({XDG_CONFIG_HOME: ''}))).toBe('/home/ann/.config/kmipctl')
  })

  it('is in APPDATA on Windows only', () => {
    expect(configDirectory(fakeEnvironment({APPDATA: '/app'}, {platform: 'win32'}))).toBe('/app/kmipctl')
    expect(configDirectory(fakeEnvironment({APPDATA: '/app'}))).toBe('/home/ann/.config/kmipctl')
  })
})

describe('the folder of the data', () => {
  it('is in ~/.local/share', () => {
    expect(dataDirectory(fakeEnvironment())).toBe('/home/ann/.local/share/kmipctl')
    expect(dataDirectory(fakeEnvironment({XDG_DATA_HOME: '/data'}))).toBe('/data/kmipctl')
  })

  it('moves with KMIPCTL_DATA_DIR, and more so with the flag', () => {
    const environment = fakeEnvironment({KMIPCTL_DATA_DIR: '/srv/kmip', XDG_DATA_HOME: '/data'})
    expect(dataDirectory(environment)).toBe('/srv/kmip')
    expect(dataDirectory(environment, 'here')).toBe('/work-here/here')
  })
})
