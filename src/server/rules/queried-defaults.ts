import {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {conditionsOf} from '../../kmip/attributes/search-key.ts'
import {KmipError} from '../../kmip/error.ts'
import {ObjectDefaults} from '../../kmip/structures/object-defaults.ts'
import type {DefaultsInformation} from '../../kmip/structures/defaults-information.ts'
import type {OperationContext} from '../context.ts'
import {defaultGroup} from '../objects/creation/default-group.ts'
import {hasGroups, typesOf} from './object-defaults.ts'

/**
 * The defaults of the scope as a client asks for them: those for its groups, where it names any; undefined when there
 * are none. 2.0 has no words for groups nor for lists of types. KMIP 2.1 sections 6.1.40 and 7.11.
 */
export async function queriedDefaults(
  context: OperationContext,
  groups: readonly string[],
): Promise<DefaultsInformation | undefined> {
  const defaults = (await context.rules.defaults()).filter((one) => concerns(one, groups))
  const {objectTypes} = ObjectDefaults.fields
  const objectDefaults = context.expresses(objectTypes) ? defaults : defaults.flatMap(withoutLists)
  return objectDefaults.length === 0 ? undefined : {objectDefaults}
}

function concerns(one: ObjectDefaults, groups: readonly string[]): boolean {
  if (groups.length === 0 || !hasGroups(one)) return true
  return (one.objectGroups?.objectGroup ?? []).some((group) => groups.includes(group))
}

function withoutLists(one: ObjectDefaults): readonly ObjectDefaults[] {
  if (hasGroups(one)) return []
  // They were checked when they were set
  return typesOf(one).map((objectType) => ({objectType, attributes: one.attributes}) as ObjectDefaults)
}

/** Fails with Unknown Object Group for a group that no object of the scope is in, and no rule of it speaks of. */
export async function checkGroupsAreKnown(context: OperationContext, groups: readonly string[]): Promise<void> {
  if (groups.length === 0) return
  const rules = [...(await context.rules.constraints()), ...(await context.rules.defaults())]
  const spokenOf = new Set([defaultGroup, ...rules.flatMap(({objectGroups}) => objectGroups?.objectGroup ?? [])])
  for (const group of groups) {
    if (spokenOf.has(group) || (await hasObjects(context, group))) continue
    throw new KmipError('UnknownObjectGroup', `No object of the scope is in the group ${group}`)
  }
}

async function hasObjects({objects}: OperationContext, group: string): Promise<boolean> {
  const conditions = conditionsOf(new AttributeSet().set('ObjectGroup', group))
  return (await objects.find({conditions, limit: 1, offset: undefined, count: false})).ids.length > 0
}
