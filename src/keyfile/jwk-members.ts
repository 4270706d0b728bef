import {createPublicKey, type KeyObject} from 'node:crypto'
import {numberOfBytes} from '../crypto/keys/numbers.ts'
import {UsageError} from '../errors.ts'
import type {JwkUse} from './jwk-use.ts'

const base64url = /^[A-Za-z0-9_-]*={0,2}$/

/** The members of a JSON Web Key with the types that they must have. All methods throw UsageError naming the member. */
export class JwkMembers {
  /** In words: `The JWK`. */
  readonly what: string
  readonly #members: ReadonlyMap<string, unknown>

  constructor(value: unknown, what: string) {
    this.what = what
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new UsageError(`${what} is no JSON object`)
    this.#members = new Map(Object.entries(value))
  }

  has(member: string): boolean {
    return this.#members.has(member)
  }

  /** The key identifier. */
  get name(): string | undefined {
    return this.#optionalText('kid')
  }

  get use(): JwkUse {
    const keyOps = this.#members.get('key_ops')
    return {
      alg: this.#optionalText('alg'),
      use: this.#optionalText('use'),
      keyOps: Array.isArray(keyOps) ? keyOps.filter((name): name is string => typeof name === 'string') : undefined,
    }
  }

  #optionalText(member: string): string | undefined {
    const value = this.#members.get(member)
    return typeof value === 'string' ? value : undefined
  }

  text(member: string): string {
    const value = this.#members.get(member)
    if (typeof value === 'string' && value !== '') return value
    throw new UsageError(`${this.what} has no text ${member}`)
  }

  bytes(member: string): Buffer {
    const text = this.text(member)
    if (base64url.test(text)) return Buffer.from(text, 'base64url')
    throw new UsageError(`${this.what} has ${member} not in base64url`)
  }

  number(member: string): bigint {
    return numberOfBytes(this.bytes(member))
  }

  optionalNumber(member: string): bigint | undefined {
    return this.has(member) ? this.number(member) : undefined
  }

  /** A coordinate of so many bytes; programs that leave leading zeros out are understood. */
  padded(member: string, length: number): Buffer {
    const bytes = this.bytes(member)
    if (bytes.length > length)
      throw new UsageError(`${this.what} has ${member} of ${bytes.length} bytes instead of ${length}`)
    return Buffer.concat([Buffer.alloc(length - bytes.length), bytes])
  }

  oneOf<Value>(member: string, values: Readonly<Record<string, Value>>): Value {
    const text = this.text(member)
    const value = Object.hasOwn(values, text) ? values[text] : undefined
    if (value !== undefined) return value
    throw new UsageError(`${this.what} has ${member} ${JSON.stringify(text.slice(0, 32))}, which is not known here`, {
      hint: `Known are ${Object.keys(values).join(', ')}`,
    })
  }

  /** What is made of the members. */
  made(make: () => KeyObject | undefined): KeyObject {
    try {
      const key = make()
      if (key !== undefined) return key
    } catch (cause) {
      throw this.#noKey(cause)
    }
    throw this.#noKey(undefined)
  }

  /** The private key, whose public half must be the one that the members say. */
  half(privateKey: KeyObject, publicKey: KeyObject): KeyObject {
    const spki = {format: 'der', type: 'spki'} as const
    if (createPublicKey(privateKey).export(spki).equals(publicKey.export(spki))) return privateKey
    throw new UsageError(`${this.what} has a private number that belongs to another public key`)
  }

  #noKey(cause: unknown): UsageError {
    return new UsageError(`${this.what} has members that are no key`, {
      cause,
      hint: 'A number is wrong or was cut short',
    })
  }
}
