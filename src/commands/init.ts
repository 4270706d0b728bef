import {join, resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {describeGrant} from '../administration/grant.ts'
import {listScopes} from '../administration/scopes.ts'
import {readConfiguration} from '../administration/server-configuration.ts'
import {durationFlag} from '../cli/flags/duration-flag.ts'
import {roleFlag, scopeFlag} from '../cli/flags/common-flags.ts'
import {Answers} from '../cli/init/answers.ts'
import {isListening} from '../cli/init/is-listening.ts'
import {nextCommands} from '../cli/init/next-commands.ts'
import {type Preset, presetNames, presetOperations} from '../cli/init/presets.ts'
import {ensureAuthority, ensureCredential, ensureRole, ensureScope, existingRole} from '../cli/init/set-up.ts'
import {StoreCommand} from '../cli/store-command.ts'
import {dateText} from '../cli/views/date-text.ts'
import {type Environment, processEnvironment} from '../config/environment.ts'
import {configDirectory, dataDirectory, profilesFile} from '../config/paths.ts'
import {type NamedProfile, Profiles} from '../config/profiles.ts'
import {reachable} from '../embedded/reachable.ts'
import type {Store} from '../storage/store.ts'
import {formatAddress, parseAddress} from '../transport/address.ts'

/** What there is now; `isNew` says what was made by this run. */
export interface InitResult {
  readonly dataFolder: string
  readonly authority: {readonly name: string; readonly notAfter: Date; readonly isNew: boolean}
  readonly scope: {readonly name: string; readonly isNew: boolean}
  readonly role: {readonly name: string; readonly operations: string; readonly isNew: boolean}
  readonly credential: {
    readonly serialNumber: string
    readonly status: string
    readonly notAfter: Date
    readonly folder: string
    readonly isNew: boolean
  }
  readonly profile: {readonly name: string; readonly server: string; readonly current: boolean; readonly isNew: boolean}
  /** Commands to go on with. */
  readonly next: readonly string[]
}

/** The parsed flags that questions are about. */
interface InitFlags {
  readonly scope?: string | undefined
  readonly role?: string | undefined
  readonly preset?: Preset | undefined
  readonly out?: string | undefined
  readonly server?: string | undefined
  readonly profile?: string | undefined
  readonly ttl: number
}

export default class Init extends StoreCommand<InitResult> {
  static override summary = 'Set up a server and a first client: authority, scope, role, credential and profile'
  static override description =
    'Asks a few questions, each with a default that Enter takes; --yes takes them all. What exists already is told and left as it is, so that it can be run again. It works whether the server runs or not.'
  static override examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --yes',
    '<%= config.bin %> init --yes --scope finance --role mongod --preset database --server kms.example.com --profile finance',
  ]
  static override flags = {
    scope: scopeFlag,
    role: roleFlag,
    preset: Flags.option({summary: 'What the role may do', options: presetNames})(),
    ttl: durationFlag({summary: 'Lifetime of the certificate [default: 365d]', default: 365 * 24 * 60 * 60}),
    out: Flags.string({summary: 'Folder for the certificate and key of the first client', helpValue: 'DIR'}),
    server: Flags.string({summary: 'Where the client finds the server', helpValue: 'HOST[:PORT]'}),
    profile: Flags.string({summary: 'Name of the profile', helpValue: 'NAME'}),
    yes: Flags.boolean({summary: 'Take the default of every question', char: 'y'}),
  }

  async run(): Promise<InitResult> {
    const {flags} = await this.parse(Init)
    const environment = processEnvironment()
    const answers = new Answers(this.prompts, flags)
    const usual = dataDirectory(environment)
    const given = flags['data-dir'] ?? (flags.store === undefined ? undefined : usual)
    const dataFolder = resolve(await answers.dataFolder(given, usual))
    const done = await this.withStore({...flags, 'data-dir': dataFolder}, (store) =>
      this.#setUp(store, {flags, answers, environment}),
    )
    const {profile, grant, ...result} = done
    const next = nextCommands({
      isRunning: await isListening(parseAddress(profile.server)),
      dataFolder: dataFolder === usual ? undefined : dataFolder,
      profile: profile.current ? undefined : profile.name,
      grant,
    })
    this.output.note('\nNext:')
    this.output.data(next.map((command) => `  ${command}`).join('\n'))
    return {dataFolder, ...result, profile, next}
  }

  async #setUp(
    store: Store,
    {flags, answers, environment}: {flags: InitFlags; answers: Answers; environment: Environment},
  ) {
    const now = new Date()
    const [first] = await listScopes(store)
    const scopeName = await answers.scope(flags.scope, first?.name ?? 'app')
    const roleName = await answers.role(flags.role, (first?.name === scopeName ? first.roles[0] : undefined) ?? 'admin')
    const name = {scope: scopeName, role: roleName}
    const isKnown = (await existingRole(store, name)) !== undefined
    const operations = isKnown ? [] : presetOperations(await answers.preset(flags.preset))
    const usual = join(configDirectory(environment), 'credentials', `${scopeName}-${roleName}`)
    const folder = resolve(await answers.folder(flags.out, usual))
    const {listenAddrs} = await store.read(({administration}) => readConfiguration(administration))
    const listening = formatAddress(reachable(listenAddrs.map((text) => parseAddress(text))))
    const server = formatAddress(parseAddress(await answers.server(flags.server, listening)))
    const profileName = await answers.profile(flags.profile, 'local')

    const {authority, ...madeAuthority} = await ensureAuthority(store, now)
    this.#tell(madeAuthority.isNew, `certificate authority, until ${dateText(authority.notAfter)}`)
    const {scope, ...madeScope} = await ensureScope(store, scopeName, now)
    this.#tell(madeScope.isNew, `scope ${scope.name}`)
    const {role, ...madeRole} = await ensureRole(store, {...name, operations, now})
    this.#tell(madeRole.isNew, `role ${role.name}: ${describeGrant(role.grant)}`)
    const {credential, paths, ...madeCredential} = await ensureCredential(store, {
      ...name,
      folder,
      ttlSeconds: flags.ttl,
      now,
    })
    const {serialNumber, status, notAfter} = credential
    this.#tell(madeCredential.isNew, `credential in ${folder}, until ${dateText(notAfter)}`)
    if (status !== 'valid') {
      this.output.warning(`The credential is ${status}: renew it with kmipctl cred renew --certificate ${paths.cert}`)
    }
    const profile = await this.#profile(profileName, {server, ...paths}, environment)
    return {
      authority: {name: authority.name, notAfter: authority.notAfter, ...madeAuthority},
      scope: {name: scope.name, ...madeScope},
      role: {name: role.name, operations: describeGrant(role.grant), ...madeRole},
      credential: {serialNumber, status, notAfter, folder, ...madeCredential},
      profile,
      grant: role.grant,
    }
  }

  async #profile(
    name: string,
    wanted: {readonly server: string; readonly ca: string; readonly cert: string; readonly key: string},
    {workingDirectory, ...environment}: Environment,
  ): Promise<InitResult['profile']> {
    const profiles = new Profiles(profilesFile({workingDirectory, ...environment}))
    const known = (await profiles.list()).find((one) => one.name === name)
    if (known === undefined) await profiles.add(name, wanted, {workingDirectory})
    const saved: NamedProfile = known ?? (await profiles.show(name))
    const server = saved.profile.server ?? wanted.server
    this.#tell(known === undefined, `profile ${name}: ${server}${saved.current ? ', in use' : ''}`)
    if (saved.profile.cert !== wanted.cert || server !== wanted.server) {
      this.output.warning(`Profile ${name} leads elsewhere and was left so; choose another name with --profile`)
    }
    return {name, server, current: saved.current, isNew: known === undefined}
  }

  #tell(isNew: boolean, what: string): void {
    if (isNew) this.output.success(`Made ${what}`)
    else this.output.note(`  There is ${what}`)
  }
}
