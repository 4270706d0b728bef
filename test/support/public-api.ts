import {readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

/** Longer ones are tables, of which the names alone are shown. */
const longest = 60

/**
 * What a declaration file shows to those who import it: each name with its declaration, without comments. `entry` is the
 * path of the file.
 */
export function publicApi(entry: string): string {
  const texts = exportsOf(entry).map(({name, file}) => declarationOf(name, file))
  return texts.toSorted().join('\n\n')
}

function exportsOf(entry: string): readonly {readonly name: string; readonly file: string}[] {
  const text = readFileSync(entry, 'utf8')
  const passedOn = [...text.matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)].flatMap(
    ([, names = '', path = '']) =>
      names
        .split(/\s*,\s*|\n/)
        .filter((name) => name.trim() !== '')
        .map((name) => ({name: name.trim(), file: join(dirname(entry), path.replace(/\.js$/, '.d.ts'))})),
  )
  const own = [...text.matchAll(/^export (?:declare )?(?:interface|function|const|class|type) (\w+)/gm)]
  return [...passedOn, ...own.map(([, name = '']) => ({name, file: entry}))]
}

/** All statements of that name: a type and a value may share one. */
function declarationOf(name: string, file: string): string {
  const found = statementsOf(file).filter((statement) => declares(statement, name))
  if (found.length === 0) throw new Error(`${file} does not declare ${name}`)
  return found.map(shortened).join('\n')
}

/** The compiler indents all but the beginnings of statements and their closing brackets. */
function statementsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/^ *\/\*\*[\s\S]*?\*\/\n/gm, '')
  return text.split(/\n(?=export |declare |import |interface |type )/)
}

function declares(statement: string, name: string): boolean {
  const declared = /^export (?:declare )?(?:abstract )?(?:class|const|function|interface|type) (\w+)/.exec(statement)
  return declared?.[1] === name
}

function shortened(statement: string): string {
  const text = statement
    .trim()
    .replaceAll(/import\("[^"]*"\)\./g, '')
    .replaceAll('    ', '  ')
  const lines = text.split('\n')
  if (lines.length <= longest) return text
  const members = lines.flatMap((line) => /^ {2}readonly (\w+):/.exec(line)?.[1] ?? [])
  return `${lines[0] ?? ''}\n${members.map((member) => `  ${member}`).join('\n')}\n${lines.at(-1) ?? ''}`
}
