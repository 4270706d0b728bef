import type {Loop, LoopSource} from '../model.ts'
import {type Place, ScriptError} from '../place.ts'
import {plainOf, type SourceMapping, type SourceValue, textOf} from '../source/source-value.ts'
import {generatedNames} from '../variables/generated.ts'
import {isVariableName} from '../variables/template.ts'
import {loopKeys} from './keys.ts'
import {readKeys} from './read-keys.ts'

/** The variable of loops that name none. */
const usualVariable = 'item'

/**
 * Reads `for each`: a list, `{file: users.csv}`, `{from: 1, to: 5}` or a text with a variable that holds a list; or one
 * name for the variable, with one of these.
 *
 * @throws ScriptError
 */
export function parseLoop(source: SourceValue): Loop {
  const {place} = source
  if (source.kind !== 'mapping' || source.entries.every(({name}) => Object.hasOwn(loopKeys, name))) {
    return {place, variable: usualVariable, source: loopSource(source)}
  }
  const [entry, other] = source.entries
  if (entry === undefined || other !== undefined) {
    throw new ScriptError(place, '"for each" names no single variable', {
      hint: 'Write for each: {user: [anna, bert]}, {user: {file: users.csv}} or {number: {from: 1, to: 5}}',
    })
  }
  return {place, variable: variableName(entry.name, entry.place), source: loopSource(entry.value)}
}

function loopSource(source: SourceValue): LoopSource {
  if (source.kind !== 'mapping') return {kind: 'values', values: plainOf(source)}
  const {file, from, to} = readKeys(source, loopKeys, '"for each"')
  if (file !== undefined && from === undefined && to === undefined) {
    return {kind: 'file', path: textOf(file, '"file"')}
  }
  if (from !== undefined && to !== undefined && file === undefined) {
    return {kind: 'range', from: plainOf(from), to: plainOf(to)}
  }
  throw new ScriptError(source.place, '"for each" needs a file, or from and to')
}

/** @throws ScriptError for what no variable may be called */
export function variableName(name: string, place: Place): string {
  const isTaken = (generatedNames as readonly string[]).includes(name)
  if (isVariableName(name) && !isTaken) return name
  throw new ScriptError(place, `${JSON.stringify(name)} cannot be the name of a variable`, {
    hint: isTaken ? `\${${name}…} is a generated value` : 'It has letters, digits, _ and -, and begins with a letter',
  })
}

/** Names of variables with what stands behind them. @throws ScriptError */
export function variablesOf<T>(
  {entries}: SourceMapping,
  read: (source: SourceValue) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(entries.map(({name, place, value}) => [variableName(name, place), read(value)]))
}
