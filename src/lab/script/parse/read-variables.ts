import type {Plain} from '../../../notation/plain.ts'
import {readYaml} from '../source/read-yaml.ts'
import {mappingOf, plainOf} from '../source/source-value.ts'
import {variablesOf} from './parse-loop.ts'

/** Variables from a file in YAML or JSON. @throws ScriptError with file and line */
export function readVariables(text: string, file: string): Readonly<Record<string, Plain>> {
  return variablesOf(mappingOf(readYaml(text, file), 'File of variables'), plainOf)
}
