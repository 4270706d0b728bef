import type {ValueNaming} from '../../ttlv/vocabulary.ts'
import {lazy} from './lazy.ts'
import {indexNamedValues, type NamedValue, type NamedValueIndex, type NamedValueRow} from './named-value.ts'
import {inRange, type EncodingVersion, type VersionRange} from './version.ts'

/** The named bits of an Integer; a mask's value in the model is the number itself. */
export class MaskTable<Name extends string = string> implements ValueNaming {
  readonly kind = 'mask'
  /** Such as `CryptographicUsageMask`. */
  readonly name: string
  readonly #rows: Readonly<Record<Name, NamedValueRow>>
  readonly #index: () => NamedValueIndex<Name>
  /** Per version the named bits that it lacks. */
  readonly #missing = new Map<EncodingVersion, number>()

  constructor(name: string, rows: Readonly<Record<Name, NamedValueRow>>) {
    this.name = name
    this.#rows = rows
    this.#index = lazy(() => indexNamedValues(rows))
  }

  /** From the lowest bit up. */
  get entries(): readonly NamedValue<Name>[] {
    return this.#index().entries
  }

  /** `4` for `Encrypt`. */
  bit(name: Name): number {
    return this.#rows[name][0]
  }

  /** All the bits together. */
  of(...names: readonly Name[]): number {
    return names.reduce((value, name) => value | this.bit(name), 0)
  }

  has(value: number, name: Name): boolean {
    return (value & this.bit(name)) !== 0
  }

  /** The names of the set bits, lowest first, and the bits without a name as a signed 32-bit Integer. */
  namesOf(value: number): {readonly names: readonly Name[]; readonly rest: number} {
    const names: Name[] = []
    let rest = value | 0
    for (const entry of this.entries) {
      if ((rest & entry.value) === 0) continue
      names.push(entry.name)
      rest &= ~entry.value
    }
    return {names, rest}
  }

  /** The name of a single bit. */
  nameOf(bit: number): Name | undefined {
    return this.#index().byValue.get(bit)?.name
  }

  /** Accepts aliases; case-sensitive. */
  valueOf(name: string): number | undefined {
    return this.#index().byName.get(name)?.value
  }

  rangeOf(name: string): VersionRange | undefined {
    return this.#index().byName.get(name)
  }

  /** Drops the named bits that the version lacks and keeps bits without a name. */
  restrict(value: number, version: EncodingVersion): number {
    let missing = this.#missing.get(version)
    if (missing === undefined) {
      missing = this.entries.reduce((bits, entry) => (inRange(entry, version) ? bits : bits | entry.value), 0)
      this.#missing.set(version, missing)
    }
    return value & ~missing
  }
}

/** Declares a mask; the keys are the names that XML and JSON write. */
export function mask<const Name extends string>(
  name: string,
  rows: Readonly<Record<Name, NamedValueRow>>,
): MaskTable<Name> {
  return new MaskTable(name, rows)
}
