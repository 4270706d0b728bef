import {UsageError} from '../errors.ts'
import type {OperationName} from '../kmip/schema/operation.ts'
import {Operation} from '../kmip/spec/enumerations.ts'
import {closest} from '../notation/closest.ts'

/** Server to client only, KMIP 1.4 section 5: nothing to grant. */
const notGrantable: readonly OperationName[] = ['Notify', 'Put']

/** What a role can be allowed to do, in KMIP's order. */
export function grantableOperations(): readonly OperationName[] {
  return Operation.entries.map(({name}) => name).filter((name) => !notGrantable.includes(name))
}

/** The spelling of flags and tables: `create-key-pair`, `re-key`, `mac-verify`. */
export function operationFlagName(name: OperationName): string {
  return (Operation.specName(name) ?? name).replaceAll(/[^A-Za-z0-9]+/g, '-').toLowerCase()
}

/**
 * Reads the name of an operation in kebab-case, snake_case or PascalCase, with or without Vault's prefix `operation_`;
 * separators do not count, so that `create_keypair` and `re-key-key-pair` are understood too.
 *
 * @throws UsageError naming the nearest operation
 */
export function parseOperationName(text: string): OperationName {
  const wanted = bare(text)
  const names = grantableOperations()
  const found = names.find((name) => bare(name) === wanted)
  if (found !== undefined) return found
  const near = closest(wanted, names.map(bare))
  const meant = names.find((name) => bare(name) === near)
  throw new UsageError(`Unknown operation ${JSON.stringify(text)}`, {
    hint: meant === undefined ? `Use KMIP names, such as ${examples}` : `Did you mean ${operationFlagName(meant)}?`,
  })
}

const examples = 'create, create-key-pair, get, locate'

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/^operation[_-]/, '')
    .replaceAll(/[^a-z0-9]/g, '')
}
