import {Tag} from '../../kmip/spec/tags.ts'
import type {ValueType} from '../../kmip/schema/value-type.ts'
import type {Constraint} from '../../kmip/structures/constraint.ts'
import {Constraints} from '../../kmip/structures/constraints.ts'
import {DefaultsInformation} from '../../kmip/structures/defaults-information.ts'
import type {ObjectDefaults} from '../../kmip/structures/object-defaults.ts'
import type {ReadTransaction, RuleKind, Transaction} from '../../storage/store.ts'
import {readBinary} from '../../ttlv/binary-reader.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import {WriteNeeded} from '../objects/escalation.ts'

/** What clients have laid down for the new objects of their scope: kept until it is replaced, the same for every server. */
export interface ScopeRules {
  constraints(): Promise<readonly Constraint[]>
  setConstraints(constraints: readonly Constraint[]): Promise<void>
  defaults(): Promise<readonly ObjectDefaults[]>
  setDefaults(defaults: readonly ObjectDefaults[]): Promise<void>
}

interface Parts {
  readonly reader: Pick<ReadTransaction, 'rules'>
  readonly writer: Pick<Transaction, 'rules'> | undefined
}

export function createScopeRules({reader, writer}: Parts, scopeId: string): ScopeRules {
  async function put<T>(rule: Rule<T>, value: T, isEmpty: boolean): Promise<void> {
    if (writer === undefined) throw new WriteNeeded()
    const node = rule.type.encode(rule.tag, value, 'any')
    if (isEmpty || node === undefined) await writer.rules.delete(scopeId, rule.kind)
    else await writer.rules.put(scopeId, rule.kind, writeBinary(node))
  }

  async function get<T>(rule: Rule<T>): Promise<T | undefined> {
    const content = await reader.rules.get(scopeId, rule.kind)
    return content && rule.type.decode(readBinary(content))
  }

  return {
    constraints: async () => (await get(constraintRule))?.constraint ?? [],
    setConstraints: (constraint) => put(constraintRule, {constraint}, constraint.length === 0),
    defaults: async () => (await get(defaultsRule))?.objectDefaults ?? [],
    setDefaults: (objectDefaults) => put(defaultsRule, {objectDefaults}, objectDefaults.length === 0),
  }
}

interface Rule<T> {
  readonly kind: RuleKind
  readonly tag: number
  readonly type: ValueType<T>
}

const constraintRule: Rule<Constraints> = {kind: 'constraints', tag: Tag.Constraints, type: Constraints}
const defaultsRule: Rule<DefaultsInformation> = {
  kind: 'defaults',
  tag: Tag.DefaultsInformation,
  type: DefaultsInformation,
}
