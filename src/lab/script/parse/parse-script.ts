import {basename, dirname} from 'node:path'
import type {ConnectionChoice, Script} from '../model.ts'
import {ScriptError} from '../place.ts'
import {readYaml} from '../source/read-yaml.ts'
import {booleanOf, mappingOf, plainOf, type SourceMapping, type SourceValue, textOf} from '../source/source-value.ts'
import {connectionKeys} from './connection-keys.ts'
import {scriptKeys} from './keys.ts'
import {variablesOf} from './parse-loop.ts'
import {parseSteps} from './parse-step.ts'
import {parseScriptVersion} from './parse-version.ts'
import {readKeys} from './read-keys.ts'

/** What scripts from standard input are called. */
export const standardInput = 'standard input'

/**
 * Reads a script and checks all of it that can be checked without a server.
 *
 * @throws ScriptError with file and line
 */
export function parseScript(text: string, file: string): Script {
  const source = readYaml(text, file)
  const {name, description, version, variables, connections, steps, cleanup} = readKeys(
    mappingOf(source, 'Script'),
    scriptKeys,
    'Script',
  )
  if (description !== undefined) textOf(description, '"description"')
  const parsed = steps === undefined ? [] : parseSteps(steps, '"steps"')
  if (parsed.length === 0) throw new ScriptError(source.place, 'Script has no steps')
  return {
    file,
    folder: file === standardInput ? '.' : dirname(file),
    name: name === undefined ? stem(file) : textOf(name, '"name"'),
    version: version === undefined ? undefined : parseScriptVersion(version),
    variables: variables === undefined ? {} : variablesOf(mappingOf(variables, '"variables"'), plainOf),
    connections: connections === undefined ? {} : connectionsOf(mappingOf(connections, '"connections"')),
    steps: parsed,
    cleanup: cleanup === undefined ? [] : parseSteps(cleanup, '"cleanup"'),
  }
}

function stem(file: string): string {
  return basename(file).replace(/\.(ya?ml|json)$/i, '')
}

function connectionsOf({entries}: SourceMapping): Readonly<Record<string, ConnectionChoice>> {
  return Object.fromEntries(entries.map(({name, value}) => [name, connectionOf(value, name)]))
}

function connectionOf(source: SourceValue, name: string): ConnectionChoice {
  const mapping = mappingOf(source, `Connection ${name}`)
  readKeys(mapping, connectionKeys, `Connection ${name}`)
  return Object.fromEntries(
    mapping.entries.map(({name: key, value}) => [
      key,
      key === 'insecure' ? booleanOf(value, '"insecure"') : textOf(value, `"${key}"`),
    ]),
  )
}
