import {UsageError} from '../../errors.ts'
import {type BuiltInTemplate, builtInTemplate, builtInTemplates} from '../templates/built-in.ts'
import {parameterNames} from '../templates/parameters.ts'
import {sameOperations} from './operation-list.ts'

/** What a request says of its template. */
export interface TemplateChoice {
  /** Name of a built-in one, or XML. */
  readonly template: string | undefined
  /** As the path names them. */
  readonly operations: readonly string[]
  readonly values: ReadonlyMap<string, string>
}

/**
 * The text of a template: the given XML, that of the named one, or of the one that does the operations of the path with the
 * parameters that are given.
 *
 * @throws UsageError when there is none
 */
export function chooseTemplate({template, operations, values}: TemplateChoice): string {
  if (template !== undefined && template !== '') return template.includes('<') ? template : named(template.trim())
  if (operations.length === 0) {
    throw new UsageError('The request says neither a template nor operations', {
      hint: 'Give template, or name the operations in the path, such as client/locate/encrypt',
    })
  }
  const candidates = builtInTemplates.filter((one) => sameOperations(operations, one.operations))
  const [best] = candidates.sort((one, other) => fit(other, values) - fit(one, values))
  if (best !== undefined) return best.text
  throw new UsageError(`No built-in template does ${operations.join('/')}`, {hint: 'Give the XML of one as template'})
}

function named(name: string): string {
  const found = builtInTemplate(name)
  if (found !== undefined) return found.text
  throw new UsageError(`There is no template ${JSON.stringify(name.slice(0, 64))}`, {
    hint: 'List the names at template, or give XML',
  })
}

/** What lacks a parameter comes last; of the others the one that uses most of what is given comes first. */
function fit({text}: BuiltInTemplate, values: ReadonlyMap<string, string>): number {
  const names = parameterNames(text)
  const given = names.filter((name) => values.has(name)).length
  return given === names.length ? given : given - names.length
}
