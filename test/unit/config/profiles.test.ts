import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {ConfigError, UsageError} from '../../../src/errors.ts'
import {Profiles} from '../../../src/config/profiles.ts'
import {temporaryFolder} from '../../support/temporary-folder.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let profiles: Profiles
const options = {workingDirectory: '/here'}

beforeEach(async () => {
  folder = await temporaryFolder()
  profiles = new Profiles(join(folder.path, 'kmipctl', 'profiles.json'))
})

afterEach(() => folder[Symbol.asyncDispose]())

async function fileHolds(content: unknown): Promise<void> {
  await mkdir(dirname(profiles.file), {recursive: true})
  await writeFile(profiles.file, typeof content === 'string' ? content : JSON.stringify(content))
}

describe('Profiles', () => {
  it('has none without a file', async () => {
    expect(await profiles.list()).toEqual([])
    await expect(profiles.show()).rejects.toThrow('No profile is in use')
    await expect(profiles.show('lab')).rejects.toMatchObject({
      message: 'There is no profile lab',
      hint: 'Save one with kmipctl profile add',
    })
  })

  it('keeps what was added, with absolute paths, and takes the first one into use', async () => {
    await profiles.add('lab', {server: 'lab:5696', cert: 'cert.pem', key: '/keys/key.pem', insecure: true}, options)
    await profiles.add('prod', {server: 'prod'}, options)
    expect(await profiles.list()).toEqual([
      {
        name: 'lab',
        current: true,
        profile: {server: 'lab:5696', cert: '/here/cert.pem', key: '/keys/key.pem', insecure: true},
      },
      {name: 'prod', current: false, profile: {server: 'prod'}},
    ])
    expect((await profiles.show()).name).toBe('lab')
    expect(await profiles.show('prod')).toEqual({name: 'prod', current: false, profile: {server: 'prod'}})
  })

  it('writes a file that only the owner may read, and leaves no other behind', async () => {
    await profiles.add('lab', {server: 'lab'}, options)
    await profiles.add('prod', {server: 'prod'}, {...options, use: true})
    expect((await stat(profiles.file)).mode & 0o777).toBe(0o600)
    expect((await stat(dirname(profiles.file))).mode & 0o777).toBe(0o700)
    expect(await readdir(dirname(profiles.file))).toEqual(['profiles.json'])
    expect(JSON.parse(await readFile(profiles.file, 'utf8'))).toEqual({
      version: 1,
      current: 'prod',
      profiles: {lab: {server: 'lab'}, prod: {server: 'prod'}},
    })
  })

  it('does not overwrite a profile unless told so', async () => {
    await profiles.add('lab', {server: 'one'}, options)
    await expect(profiles.add('lab', {server: 'two'}, options)).rejects.toMatchObject({
      name: 'UsageError',
      message: 'Profile lab exists already',
    })
    await profiles.add('lab', {server: 'two'}, {...options, replace: true})
    expect((await profiles.show('lab')).profile).toEqual({server: 'two'})
  })

  it('changes the one in use', async () => {
    await profiles.add('lab', {server: 'lab'}, options)
    await profiles.add('prod', {server: 'prod'}, options)
    await profiles.use('prod')
    expect((await profiles.show()).name).toBe('prod')
    await expect(profiles.use('test')).rejects.toMatchObject({
      message: 'There is no profile test',
      hint: 'The profiles are lab, prod',
    })
  })

  it('has none in use after that one was removed', async () => {
    await profiles.add('lab', {server: 'lab'}, options)
    await profiles.add('prod', {server: 'prod'}, options)
    await profiles.remove('lab')
    expect(await profiles.read()).toEqual({current: undefined, profiles: {prod: {server: 'prod'}}})
    await expect(profiles.remove('lab')).rejects.toBeInstanceOf(ConfigError)
  })

  it.each(['', '-x', 'a b', 'a/b', '__proto__', 'x'.repeat(65)])('refuses the name "%s"', async (name) => {
    await expect(profiles.add(name, {}, options)).rejects.toBeInstanceOf(UsageError)
  })

  it('is not confused by names that objects have anyway', async () => {
    await expect(profiles.show('constructor')).rejects.toThrow('There is no profile constructor')
    await profiles.add('constructor', {server: 'lab'}, options)
    expect((await profiles.show('constructor')).profile).toEqual({server: 'lab'})
  })

  it('takes relative paths in the file from its folder', async () => {
    await fileHolds({version: 1, profiles: {lab: {ca: 'ca.pem'}}})
    expect((await profiles.show('lab')).profile.ca).toBe(join(dirname(profiles.file), 'ca.pem'))
  })

  it.each<[unknown, string]>([
    ['{', 'is not valid JSON'],
    [[], ': version is not 1'],
    [{version: 2, profiles: {}}, ': version is not 1'],
    [{version: 1}, ': profiles is not an object'],
    [{version: 1, profiles: {}, extra: 1}, ': extra is not known'],
    [{version: 1, profiles: {}, current: 'lab'}, ': current names no profile of the file'],
    [{version: 1, profiles: {'a b': {}}}, ': profiles.a b has a name that is not allowed'],
    [{version: 1, profiles: {lab: 7}}, ': profiles.lab is not an object'],
    [{version: 1, profiles: {lab: {server: 7}}}, ': profiles.lab.server is not a text'],
    [{version: 1, profiles: {lab: {cert: ''}}}, ': profiles.lab.cert is not a text'],
    [{version: 1, profiles: {lab: {insecure: 'yes'}}}, ': profiles.lab.insecure is neither true nor false'],
    [{version: 1, profiles: {lab: {password: 'x'}}}, ': profiles.lab.password is not a setting of a profile'],
  ])('names the file and the field of %j', async (content, message) => {
    await fileHolds(content)
    const failure = await profiles.list().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ConfigError)
    expect(failure).toMatchObject({exitCode: 2})
    expect(String(failure)).toContain(profiles.file)
    expect(String(failure)).toContain(message)
  })

  it('leaves the old file when the new one cannot be written', async () => {
    await fileHolds('{')
    await expect(profiles.add('lab', {}, options)).rejects.toBeInstanceOf(ConfigError)
    expect(await readFile(profiles.file, 'utf8')).toBe('{')
  })
})
