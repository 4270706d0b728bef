// Packages of Python from their index, in a virtual environment of their own.
import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync} from 'node:fs'
import {join} from 'node:path'

/** Makes the environment `name` with what a requirements file lists; gives its interpreter. */
export function pythonWith(workDirectory, name, requirements) {
  const environment = join(workDirectory, name)
  const python = join(environment, 'bin', 'python')
  if (!existsSync(python)) {
    mkdirSync(workDirectory, {recursive: true})
    execFileSync('python3', ['-m', 'venv', environment], {stdio: 'inherit'})
  }
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements], {
    stdio: 'inherit',
  })
  return python
}
