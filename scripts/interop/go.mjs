// Go from the machine, or from the package index of Python where the machine has none, or an old one.
import {execFileSync} from 'node:child_process'
import {mkdirSync} from 'node:fs'
import {join} from 'node:path'
import {pythonWith} from './python.mjs'

const oldest = [1, 24]

/** Builds the program in a folder; gives its path. */
export function goProgram(workDirectory, folder, name) {
  mkdirSync(workDirectory, {recursive: true})
  const program = join(workDirectory, name)
  execFileSync(go(workDirectory), ['build', '-o', program, '.'], {cwd: folder, stdio: 'inherit'})
  return program
}

function go(workDirectory) {
  if (isRecent('go')) return 'go'
  const python = pythonWith(workDirectory, 'go', join(import.meta.dirname, 'go-requirements.txt'))
  return join(python, '..', 'go')
}

function isRecent(program) {
  try {
    const said = execFileSync(program, ['version'], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']})
    const [, major, minor] = /go(\d+)\.(\d+)/.exec(said) ?? []
    return Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1])
  } catch {
    return false
  }
}
