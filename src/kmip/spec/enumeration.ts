import type {ValueNaming} from '../../ttlv/vocabulary.ts'
import {lazy} from './lazy.ts'
import {indexNamedValues, type NamedValue, type NamedValueIndex, type NamedValueRow} from './named-value.ts'
import {inRange, type EncodingVersion, type VersionRange} from './version.ts'

/** True for values that every enumeration leaves to vendors: 0x80000000 to 0x8fffffff. */
export function isVendorValue(value: number): boolean {
  return value >= 0x80000000 && value <= 0x8fffffff
}

/** The names and numbers of one enumeration, with the versions that have them. */
export class EnumerationTable<Name extends string = string> implements ValueNaming {
  readonly kind = 'enumeration'
  /** Such as `KeyFormatType`. */
  readonly name: string
  readonly #index: () => NamedValueIndex<Name>
  readonly #numbers = new Map<EncodingVersion, Map<string | number, number>>()

  constructor(name: string, rows: Readonly<Record<Name, NamedValueRow>>) {
    this.name = name
    this.#index = lazy(() => indexNamedValues(rows))
  }

  /** In ascending order of their numbers. */
  get entries(): readonly NamedValue<Name>[] {
    return this.#index().entries
  }

  /** Finds a value by its number, its name or an alias. */
  entry(nameOrValue: string | number): NamedValue<Name> | undefined {
    const {byName, byValue} = this.#index()
    return typeof nameOrValue === 'number' ? byValue.get(nameOrValue) : byName.get(nameOrValue)
  }

  /** Undefined for vendor and unknown values. */
  nameOf(value: number): Name | undefined {
    return this.#index().byValue.get(value)?.name
  }

  /** Accepts aliases; case-sensitive. */
  valueOf(name: string): number | undefined {
    return this.#index().byName.get(name)?.value
  }

  /** `Pre-Active` for `PreActive`. */
  specName(name: string): string | undefined {
    return this.#index().byName.get(name)?.specName
  }

  rangeOf(name: string): VersionRange | undefined {
    return this.#index().byName.get(name)
  }

  /**
   * The number of a value, given as name or number, in a version that has it; undefined in others. Worked out once for
   * each value and version, since every message asks.
   */
  numberIn(nameOrValue: string | number, version: EncodingVersion): number | undefined {
    let numbers = this.#numbers.get(version)
    if (numbers === undefined) {
      numbers = new Map()
      this.#numbers.set(version, numbers)
    }
    const known = numbers.get(nameOrValue)
    if (known !== undefined) return known
    if (!this.knownIn(nameOrValue, version)) return undefined
    const number = typeof nameOrValue === 'number' ? nameOrValue : this.valueOf(nameOrValue)
    // Numbers that are not in the table are as many as peers care to send
    if (number !== undefined && this.nameOf(number) !== undefined) numbers.set(nameOrValue, number)
    return number
  }

  /** True when the version has the value, and always for vendor values; `any` keeps every number. */
  knownIn(nameOrValue: string | number, version: EncodingVersion): boolean {
    if (typeof nameOrValue === 'number' && (version === 'any' || isVendorValue(nameOrValue))) return true
    const entry = this.entry(nameOrValue)
    return entry !== undefined && inRange(entry, version)
  }
}

/** Declares an enumeration; the keys are the names that XML and JSON write. */
export function enumeration<const Name extends string>(
  name: string,
  rows: Readonly<Record<Name, NamedValueRow>>,
): EnumerationTable<Name> {
  return new EnumerationTable(name, rows)
}

/** The names of an enumeration: `EnumName<typeof State>` has `'PreActive'`, `'Active'` and so on. */
export type EnumName<Table> = Table extends EnumerationTable<infer Name> ? Name : never

/** A value of an enumeration in the model: a name, or a number for vendor and unknown values. */
export type EnumValue<Table> = EnumName<Table> | number
