import {UsageError} from '../../../errors.ts'
import {closest} from '../../../notation/closest.ts'
import {isList, isMapping, type Plain} from '../../../notation/plain.ts'
import {concealed, formsOf, type Secret} from './conceal.ts'
import {generate, isGenerated, type Surroundings} from './generated.ts'
import {parseTemplate} from './template.ts'
import {UnsetVariable} from './unset-variable.ts'
import {shownValue, valueText} from './value-text.ts'

interface Variable {
  readonly value: Plain
  readonly secret: boolean
}

/** The variables of a running script. What a loop counts with lives in an inner scope; all else belongs to the script. */
export class Variables {
  readonly #own = new Map<string, Variable>()
  readonly #outer: Variables | undefined
  readonly #surroundings: Surroundings
  readonly #secrets: Secret[]

  constructor(surroundings: Surroundings, outer?: Variables) {
    this.#surroundings = surroundings
    this.#outer = outer
    this.#secrets = outer === undefined ? [] : outer.#secrets
  }

  /** A scope in which one more variable has a value. */
  with(name: string, value: Plain): Variables {
    const inner = new Variables(this.#surroundings, this)
    inner.#own.set(name, {value, secret: this.#isSecret(value)})
    return inner
  }

  /** Gives a variable of the script its value; a secret one is concealed from then on. */
  set(name: string, value: Plain, secret = false): void {
    const hidden = secret || this.#isSecret(value)
    if (hidden) this.#hide(value)
    this.#script.#own.set(name, {value, secret: hidden})
  }

  /** Appends to a list of the script. */
  append(name: string, value: Plain, secret = false): void {
    const before = this.#script.#own.get(name)
    const list = before !== undefined && isList(before.value) ? before.value : []
    if (secret) this.#hide(value)
    this.#script.#own.set(name, {value: [...list, value], secret: secret || before?.secret === true})
  }

  /** Hides a value that a message holds as a secret, and the variables from which it came. */
  markSecret(value: string | Uint8Array): void {
    const forms = formsOf(value).map((form) => form.toLowerCase())
    this.#hide(value)
    for (const [name, variable] of this.#script.#own) {
      const isMeant = forms.includes(valueText(variable.value).toLowerCase())
      if (isMeant) this.set(name, variable.value, true)
    }
  }

  get(name: string): Plain | undefined {
    return this.#find(name)?.value
  }

  /** Those of the script with their values as JSON has them; secret ones only where they are to be revealed. */
  shown(reveal: boolean): Readonly<Record<string, Plain>> {
    const all = [...this.#script.#own].filter(([, {value}]) => value !== null)
    return Object.fromEntries(all.map(([name, {value, secret}]) => [name, this.#shown(value, {secret, reveal})]))
  }

  /** A text as it may be shown: without the secrets that variables hold. */
  conceal(text: string): string {
    return concealed(text, this.#secrets)
  }

  /**
   * Fills in the variables. A text that is nothing but one reference becomes the value itself, of whatever type; elsewhere
   * the value is written into the text.
   *
   * @throws UnsetVariable, UsageError
   */
  expand(plain: Plain): Plain {
    if (typeof plain === 'string') return this.#expandText(plain)
    if (isList(plain)) return plain.map((one) => this.expand(one))
    if (!isMapping(plain)) return plain
    return Object.fromEntries(Object.entries(plain).map(([name, value]) => [this.text(name), this.expand(value)]))
  }

  /** The same of a text that is to remain one. */
  text(template: string): string {
    const value = this.#expandText(template)
    return typeof value === 'string' ? value : valueText(value)
  }

  #isSecret(value: Plain): boolean {
    return (typeof value === 'string' || value instanceof Uint8Array) && this.#secrets.includes(value)
  }

  /** What is made of a secret is none by itself, and yet holds it. */
  #shown(value: Plain, {secret, reveal}: {readonly secret: boolean; readonly reveal: boolean}): Plain {
    return reveal ? shownValue(value, false) : shownValue(value, secret, (text) => this.conceal(text))
  }

  #hide(value: Plain): void {
    if (!this.#secrets.includes(value)) this.#secrets.push(value)
  }

  #expandText(template: string): Plain {
    if (!template.includes('${')) return template
    const parts = parseTemplate(template)
    const [first, second] = parts
    if (first !== undefined && 'reference' in first && second === undefined) return this.#resolve(first.reference)
    return parts.map((part) => ('text' in part ? part.text : valueText(this.#resolve(part.reference)))).join('')
  }

  #resolve(reference: string): Plain {
    if (isGenerated(reference)) {
      const value = generate(reference, this.#surroundings)
      // Passwords come to scripts by the environment
      if (reference.startsWith('env.')) this.#hide(value)
      return value
    }
    const [name = '', ...members] = reference.split('.')
    const found = this.#find(name)
    if (found === undefined || found.value === null) throw new UnsetVariable(name)
    return members.reduce<Plain>((value, member) => memberOf(value, member, reference), found.value)
  }

  #find(name: string): Variable | undefined {
    const own = this.#own.get(name)
    return own !== undefined || this.#outer === undefined ? own : this.#outer.#find(name)
  }

  get #script(): Variables {
    return this.#outer === undefined ? this : this.#outer.#script
  }
}

function memberOf(value: Plain, member: string, reference: string): Plain {
  if (isList(value) && /^\d+$/.test(member)) {
    const one = value[Number(member)]
    if (one !== undefined) return one
  }
  if (!isMapping(value)) throw new UsageError(`"\${${reference}}" has no part ${member}`)
  const found = Object.hasOwn(value, member) ? value[member] : undefined
  if (found !== undefined) return found
  const near = closest(member, Object.keys(value))
  throw new UsageError(`"\${${reference}}" has no part ${member}`, {
    hint: near === undefined ? `There are ${Object.keys(value).join(', ')}` : `Did you mean ${near}?`,
  })
}
