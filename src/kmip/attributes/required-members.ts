import type {Fields} from '../schema/structure.ts'

/** A value type that may be a structure. */
export interface MaybeStructure {
  readonly description: string
  readonly fields?: Fields
}

/** The tags of a structure's required members; undefined for other types and where all members are required. */
export function requiredMembers({fields}: MaybeStructure): ReadonlySet<number> | undefined {
  if (fields === undefined) return undefined
  const members = Object.values(fields)
  const required = members.filter((member) => member.presence === 'required')
  return required.length === members.length ? undefined : new Set(required.flatMap((member) => member.tags))
}
