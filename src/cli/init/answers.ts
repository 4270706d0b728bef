import {checkName} from '../../administration/name.ts'
import {isProfileName} from '../../config/profile.ts'
import {UsageError} from '../../errors.ts'
import {parseAddress} from '../../transport/address.ts'
import type {Prompts} from '../prompts/prompts.ts'
import {type Preset, presetNames, presets} from './presets.ts'

/** Who answers the questions of `init`: a flag, else a person, else, with `--yes`, the default. */
export class Answers {
  readonly #prompts: Prompts
  readonly #yes: boolean

  constructor(prompts: Prompts, {yes}: {readonly yes: boolean}) {
    this.#prompts = prompts
    this.#yes = yes
  }

  dataFolder(given: string | undefined, usual: string): Promise<string> {
    return this.#text(given, usual, {setting: '--data-dir', message: "Folder of the server's data"})
  }

  scope(given: string | undefined, usual: string): Promise<string> {
    const check = (name: string) => checkName('scope', name)
    return this.#text(given, usual, {
      setting: '--scope',
      message: 'Scope, which keeps the objects of its clients',
      check,
    })
  }

  role(given: string | undefined, usual: string): Promise<string> {
    const check = (name: string) => checkName('role', name)
    return this.#text(given, usual, {setting: '--role', message: 'Role of its clients', check})
  }

  async preset(given: Preset | undefined): Promise<Preset> {
    if (given !== undefined || this.#yes) return given ?? 'everything'
    const choices = presetNames.map((value) => ({name: value, value, description: presets[value]}))
    return this.#prompts.select({setting: orYes('--preset'), message: 'What may the role do?', choices})
  }

  folder(given: string | undefined, usual: string): Promise<string> {
    return this.#text(given, usual, {setting: '--out', message: 'Folder for the certificate and key of a first client'})
  }

  server(given: string | undefined, usual: string): Promise<string> {
    const check = (text: string) => void parseAddress(text)
    return this.#text(given, usual, {setting: '--server', message: 'Where the client finds the server', check})
  }

  profile(given: string | undefined, usual: string): Promise<string> {
    return this.#text(given, usual, {setting: '--profile', message: 'Name of the profile for it', check: checkProfile})
  }

  async #text(given: string | undefined, usual: string, question: TextQuestion): Promise<string> {
    if (given !== undefined) {
      question.check?.(given)
      return given
    }
    if (this.#yes) return usual
    return this.#prompts.text({...question, setting: orYes(question.setting), default: usual})
  }
}

interface TextQuestion {
  readonly setting: string
  readonly message: string
  readonly check?: (answer: string) => void
}

function orYes(setting: string): string {
  return `${setting} or --yes`
}

function checkProfile(name: string): void {
  if (isProfileName(name)) return
  throw new UsageError(`${JSON.stringify(name)} cannot be the name of a profile`, {
    hint: 'Use up to 64 letters, digits, dots, dashes and underscores, beginning with a letter or a digit',
  })
}
