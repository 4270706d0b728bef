import {Flags} from '@oclif/core'
import type {Plain, PlainMapping} from '../../../notation/plain.ts'
import {normalRule} from './list-members.ts'

const repeated = {multiple: true, multipleNonGreedy: true} as const

/** One rule for objects: a constraint, or their defaults. */
export const ruleFlags = {
  type: Flags.string({summary: 'Object type that it is about; repeat it for several', helpValue: 'NAME', ...repeated}),
  group: Flags.string({summary: 'Object group that it is about; repeat it', helpValue: 'TEXT', ...repeated}),
  attribute: Flags.string({summary: 'Attribute and its value; repeat it', helpValue: 'NAME=VALUE', ...repeated}),
}

type Texts = readonly string[] | undefined

export interface RuleFlagValues {
  readonly type?: Texts
  readonly group?: Texts
  readonly attribute?: Texts
}

/** The rule of the flags, then those that were written as structures. @throws UsageError naming the flag */
export async function rulesFrom(
  {type, group, attribute}: RuleFlagValues,
  {texts = [], setting}: {readonly texts?: Texts; readonly setting: string},
): Promise<readonly PlainMapping[]> {
  const {attributesFromTexts, structureFromText} = await import('./plain-from-text.ts')
  const rule: Record<string, Plain> = {
    ...(type === undefined ? {} : {'Object Types': {'Object Type': type}}),
    ...(group === undefined ? {} : {'Object Groups': {'Object Group': group}}),
    ...(attribute === undefined ? {} : {Attributes: attributesFromTexts(attribute, '--attribute')}),
  }
  const rules: PlainMapping[] = Object.keys(rule).length === 0 ? [] : [rule]
  for (const text of texts) {
    const plain = await structureFromText(text, setting)
    rules.push(...(Array.isArray(plain) ? plain : [plain]).map((one: Plain) => normalRule(one, setting)))
  }
  return rules
}
