import {readFile} from 'node:fs/promises'
import {dirname, resolve} from 'node:path'
import {ConfigError, UsageError} from '../errors.ts'
import {writePrivateFile} from './private-file.ts'
import {isProfileField, isProfileName, isRecord, profileFields, readProfile, type Profile} from './profile.ts'

/** The content of the profiles file. */
export interface ProfileBook {
  /** The profile that is used when none is named. */
  readonly current: string | undefined
  readonly profiles: Readonly<Record<string, Profile>>
}

export interface NamedProfile {
  readonly name: string
  readonly current: boolean
  readonly profile: Profile
}

export interface AddOptions {
  /** Overwrites a profile of this name. */
  readonly replace?: boolean | undefined
  /** Makes it the current one; the first profile always is. */
  readonly use?: boolean | undefined
  /** Where relative paths start. */
  readonly workingDirectory: string
}

/**
 * The profiles in one file (see `profilesFile`). Every call reads the file anew and writes it as a whole, so that two
 * commands at the same time cannot break it; the later one wins.
 */
export class Profiles {
  readonly file: string

  constructor(file: string) {
    this.file = file
  }

  /** Throws a ConfigError that names the file and the field when it is not what it should be. */
  async read(): Promise<ProfileBook> {
    const text = await this.#readText()
    return text === undefined ? {current: undefined, profiles: {}} : this.#parse(text)
  }

  /** In the order in which they were added. */
  async list(): Promise<NamedProfile[]> {
    const {current, profiles} = await this.read()
    return Object.entries(profiles).map(([name, profile]) => ({name, current: name === current, profile}))
  }

  /** The named profile, or the current one; paths in it are absolute. Throws a ConfigError when there is no such one. */
  async show(name?: string): Promise<NamedProfile> {
    const book = await this.read()
    const wanted = name ?? book.current
    if (wanted === undefined) {
      throw new ConfigError('No profile is in use', {
        hint: 'Save one with kmipctl profile add, or choose with --profile',
      })
    }
    return {name: wanted, current: wanted === book.current, profile: find(book, wanted)}
  }

  async add(name: string, profile: Profile, options: AddOptions): Promise<void> {
    if (!isProfileName(name)) {
      throw new UsageError(`"${name}" cannot be the name of a profile`, {
        hint: 'Use up to 64 letters, digits, dots, dashes and underscores, beginning with a letter or a digit',
      })
    }
    const {current, profiles} = await this.read()
    if (Object.hasOwn(profiles, name) && options.replace !== true) {
      throw new UsageError(`Profile ${name} exists already`, {hint: 'Pass --replace to overwrite it'})
    }
    const checked = readProfile(withoutUndefined(profile), `Profile ${name}`)
    await this.#write({
      current: options.use === true ? name : (current ?? name),
      profiles: {...profiles, [name]: withPaths(checked, options.workingDirectory)},
    })
  }

  /** Makes a profile the current one. */
  async use(name: string): Promise<void> {
    const book = await this.read()
    find(book, name)
    await this.#write({...book, current: name})
  }

  async remove(name: string): Promise<void> {
    const book = await this.read()
    find(book, name)
    const rest = Object.fromEntries(Object.entries(book.profiles).filter(([other]) => other !== name))
    await this.#write({current: book.current === name ? undefined : book.current, profiles: rest})
  }

  async #readText(): Promise<string | undefined> {
    try {
      return await readFile(this.file, 'utf8')
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
      throw new ConfigError(`Profiles file ${this.file} cannot be read`, {cause})
    }
  }

  #parse(text: string): ProfileBook {
    const content = this.#parseJson(text)
    const {version, current, profiles, ...others} = isRecord(content) ? content : {}
    if (version !== 1) throw this.#wrong('version', 'is not 1')
    const [unknown] = Object.keys(others)
    if (unknown !== undefined) throw this.#wrong(unknown, 'is not known')
    if (!isRecord(profiles)) throw this.#wrong('profiles', 'is not an object')
    const read = Object.entries(profiles).map(([name, profile]): [string, Profile] => {
      if (!isProfileName(name)) throw this.#wrong(`profiles.${name}`, 'has a name that is not allowed')
      return [name, withPaths(readProfile(profile, `${this.file}: profiles.${name}`), dirname(this.file))]
    })
    if (current !== undefined && (typeof current !== 'string' || !Object.hasOwn(profiles, current))) {
      throw this.#wrong('current', 'names no profile of the file')
    }
    return {current, profiles: Object.fromEntries(read)}
  }

  #parseJson(text: string): unknown {
    try {
      return JSON.parse(text)
    } catch (cause) {
      throw new ConfigError(`Profiles file ${this.file} is not valid JSON`, {cause, hint: 'Correct it, or remove it'})
    }
  }

  #wrong(field: string, what: string): ConfigError {
    return new ConfigError(`${this.file}: ${field} ${what}`, {hint: 'Correct the file, or remove it'})
  }

  async #write({current, profiles}: ProfileBook): Promise<void> {
    const content = {version: 1, current, profiles}
    try {
      await writePrivateFile(this.file, `${JSON.stringify(content, undefined, 2)}\n`)
    } catch (cause) {
      throw new ConfigError(`Profiles file ${this.file} cannot be written`, {cause})
    }
  }
}

function find({profiles}: ProfileBook, name: string): Profile {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined
  if (profile !== undefined) return profile
  const names = Object.keys(profiles)
  throw new ConfigError(`There is no profile ${name}`, {
    hint: names.length === 0 ? 'Save one with kmipctl profile add' : `The profiles are ${names.join(', ')}`,
  })
}

function withPaths(profile: Profile, directory: string): Profile {
  const entries = Object.entries(profile).map(([name, value]) => {
    const isPath = typeof value === 'string' && isProfileField(name) && profileFields[name].path
    return [name, isPath ? resolve(directory, value) : value]
  })
  return readProfile(Object.fromEntries(entries), 'Profile')
}

function withoutUndefined(profile: Profile): unknown {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined))
}
