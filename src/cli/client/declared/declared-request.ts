import type {Operation} from '../../../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../../kmip/schema/structure.ts'
import type {Plain, PlainMapping} from '../../../notation/plain.ts'
import {declaredFlags, oclifFlag, type DeclaredFlag, type RequestWords} from './declared-flags.ts'

/** The flags of an operation, and the way from their values to its request. */
export interface DeclaredRequest<Req extends Fields, Res extends Fields> {
  readonly operation: Operation<Req, Res>
  /** For oclif, by name. */
  readonly flags: Readonly<Record<string, ReturnType<typeof oclifFlag>>>
  /** The flag or argument of each member of the request: `{logMessage: 'MESSAGE', leaseTime: '--lease'}`. */
  readonly places: ReadonlyMap<string, string>
  /**
   * The typed request. `given` are members that the command took in a way of its own, by their names in the model.
   *
   * @throws UsageError naming the flag
   */
  read(values: FlagTexts, given?: PlainMapping): Promise<FieldValues<Req>>
}

/** What oclif parsed the flags to; flags of other kinds may be among them. */
export type FlagTexts = Readonly<Record<string, unknown>>

/** Derives flags from the declaration of an operation. Cheap: the tables are looked at for its own members only. */
export function declaredRequest<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  words: RequestWords<Req> = {},
): DeclaredRequest<Req, Res> {
  const declared = declaredFlags(operation, words)
  const places = new Map<string, string>(declared.map(({key, name}) => [key, `--${name}`]))
  for (const [key, place] of Object.entries(words)) if (typeof place === 'string') places.set(key, place)
  return {
    operation,
    flags: Object.fromEntries(declared.map((flag) => [flag.name, oclifFlag(flag, operation.range.since)])),
    places,
    async read(values, given = {}) {
      const {requestFromPlain} = await import('../../../notation/request-from-plain.ts')
      const plain: Record<string, Plain> = {...given}
      for (const flag of declared) {
        const value = await plainOf(flag, values[flag.name])
        if (value !== undefined) plain[flag.key] = value
      }
      return requestFromPlain(operation, plain, {now: new Date(), placeOf: (member) => places.get(member) ?? member})
    },
  }
}

/** What a flag was given, undefined where it was not. */
async function plainOf(flag: DeclaredFlag, value: unknown): Promise<Plain | undefined> {
  if (typeof value === 'boolean') return value ? true : undefined
  const texts = typeof value === 'string' ? [value] : isTexts(value) ? value : []
  if (texts.length === 0) return undefined
  const {attributesFromTexts, plainFromText} = await import('./plain-from-text.ts')
  const setting = `--${flag.name}`
  if (flag.form.kind === 'attributes') return attributesFromTexts(texts, setting)
  const plains: Plain[] = []
  for (const text of texts) plains.push(await plainFromText(flag.form, text, setting))
  const [first] = plains
  return flag.field.repeats ? plains : first
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string')
}
