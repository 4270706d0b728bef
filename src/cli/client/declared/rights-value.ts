import {UsageError} from '../../../errors.ts'
import type {Plain, PlainMapping} from '../../../notation/plain.ts'
import {normalRule} from './list-members.ts'

type Texts = readonly string[] | undefined

export interface RightFlagValues {
  readonly operation?: Texts
  readonly object?: Texts
  readonly group?: Texts
  readonly right?: Texts
}

/** Rights: that of the single flags, then those of `--right`. @throws UsageError where there is none */
export async function rightsFrom({operation, object, group, right = []}: RightFlagValues): Promise<PlainMapping> {
  const {structureFromText} = await import('./plain-from-text.ts')
  const single: Record<string, Plain> = {
    ...(operation === undefined ? {} : {Operations: {Operation: operation}}),
    ...(object === undefined ? {} : {Objects: {'Unique Identifier': object}}),
    ...(group === undefined ? {} : {'Object Groups': {'Object Group': group}}),
  }
  const rights: PlainMapping[] = Object.keys(single).length === 0 ? [] : [single]
  for (const text of right) rights.push(normalRule(await structureFromText(text, '--right'), '--right'))
  if (rights.length === 0) {
    throw new UsageError('Missing the rights of the ticket', {
      hint: 'Pass --operation, --object, --group or --right; {} is a right to everything',
    })
  }
  return {Right: rights}
}
