import {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {isNameless} from '../../kmip/attributes/custom-key.ts'
import {isCustom} from '../../kmip/attributes/lookup.ts'
import {addLesser} from '../../kmip/attributes/precedence.ts'
import {conditionsOf} from '../../kmip/attributes/search-key.ts'
import {fitsPatterns, instancePatterns, type InstancePattern} from '../../kmip/attributes/search-pattern.ts'
import {KmipError} from '../../kmip/error.ts'
import type {Locate} from '../../kmip/operations/locate.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {ObjectCondition, ObjectMatches} from '../../storage/store.ts'
import type {OperationContext} from '../context.ts'
import type {Search} from './object-access.ts'
import {replaceShortIdentifier} from './short-identifier-search.ts'
import {templateContent} from './creation/templates.ts'

/** What objects a search is after. */
export interface Wanted {
  /** What the store's index tells. */
  readonly conditions: readonly ObjectCondition[]
  /** What only a look at the objects tells. */
  readonly patterns: readonly InstancePattern[]
}

/** What a Locate asks for; fails for attributes that KMIP does not know and templates that do not exist. */
export async function wantedObjects(
  context: OperationContext,
  {attributes, objectGroupMember: member}: Pick<RequestOf<typeof Locate>, 'attributes' | 'objectGroupMember'>,
): Promise<Wanted> {
  const wanted = attributes?.copy() ?? new AttributeSet()
  for (const name of wanted.templateNames.toReversed()) addLesser(wanted, await searchTemplate(context, name))
  const unknown = wanted.keys().find((key) => isCustom(key) && isNameless(key))
  if (unknown !== undefined)
    throw new KmipError('InvalidField', `There is no attribute ${unknown.slice(1)} to search by`)
  await replaceShortIdentifier(context, wanted)
  if (member === 'GroupMemberFresh') wanted.set('Fresh', true)
  return {conditions: conditionsOf(wanted), patterns: instancePatterns(wanted)}
}

async function searchTemplate(context: OperationContext, name: string): Promise<AttributeSet> {
  try {
    return await templateContent(context, name)
  } catch (error) {
    if (!(error instanceof KmipError) || error.reason !== 'ItemNotFound') throw error
    throw new KmipError('InvalidField', `There is no template ${name} to search by`)
  }
}

/**
 * The objects that meet the conditions and the patterns. Patterns cost a look at each candidate that the index leaves,
 * so they are there only where the index cannot tell.
 */
export async function findObjects(
  context: OperationContext,
  search: Search,
  patterns: readonly InstancePattern[],
): Promise<ObjectMatches> {
  if (patterns.length === 0) return context.objects.find(search)
  const {offset = 0, limit = Infinity, count} = search
  const ids: string[] = []
  let total = 0
  for await (const id of fitting(context, search, patterns)) {
    if (total >= offset && ids.length < limit) ids.push(id)
    total++
    if (!count && ids.length >= limit) break
  }
  return {ids, total: count ? total : undefined}
}

/** Candidates asked for together. */
const batchSize = 500

async function* fitting(
  context: OperationContext,
  search: Search,
  patterns: readonly InstancePattern[],
): AsyncGenerator<string> {
  for (let offset = 0; ; offset += batchSize) {
    const {ids} = await context.objects.find({...search, limit: batchSize, offset, count: false})
    for (const id of ids) {
      const {attributes} = await context.objects.loadArchived(id)
      if (fitsPatterns(attributes, patterns)) yield id
    }
    if (ids.length < batchSize) return
  }
}
