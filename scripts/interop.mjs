// Runs real clients against `kmipctl serve`, set up with the commands an administrator would type.
import {mkdtempSync, rmSync} from 'node:fs'
import {readdir} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {kmipctlOn, serve} from './interop/served.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const directory = mkdtempSync(join(tmpdir(), 'kmipctl-interop-'))
const dataDirectory = join(directory, 'data')

function credential(scope, role, operations) {
  kmipctlOn(dataDirectory, 'role', 'create', role, '--scope', scope, ...operations)
  const out = join(directory, `${scope}-${role}`)
  kmipctlOn(dataDirectory, 'cred', 'generate', '--scope', scope, '--role', role, '--out', out)
  return {cert: join(out, 'cert.pem'), key: join(out, 'key.pem'), ca: join(out, 'ca.pem')}
}

let passed = 0
let failed = 0
function check(name, ok, detail) {
  if (ok) passed++
  else failed++
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${ok || detail === '' ? '' : `\n${detail}`}`)
}

async function main() {
  for (const scope of ['interop', 'elsewhere']) kmipctlOn(dataDirectory, 'scope', 'create', scope)
  const full = credential('interop', 'full', ['--all'])
  const reading = ['get', 'locate', 'discover-versions', 'query'].flatMap((operation) => ['--operation', operation])
  const restricted = credential('interop', 'reader', reading)
  const stranger = credential('elsewhere', 'full', ['--all'])
  const {child, ready} = await serve(dataDirectory, '--compatibility', 'pykmip')
  try {
    const context = {
      directory,
      workDirectory: join(root, '.interop'),
      server: {host: '127.0.0.1', port: ready.port, ca: full.ca},
      credentials: {full, restricted, stranger},
      check,
    }
    const wanted = process.argv.slice(2)
    for (const entry of await readdir(join(root, 'interop'), {withFileTypes: true})) {
      if (!entry.isDirectory() || (wanted.length > 0 && !wanted.includes(entry.name))) continue
      const {run} = await import(join(root, 'interop', entry.name, 'run.mjs'))
      try {
        await run(context)
      } catch (error) {
        check(
          `the run of ${entry.name}`,
          false,
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        )
      }
    }
  } finally {
    child.kill('SIGTERM')
  }
}

try {
  await main()
} catch (error) {
  check('the run itself', false, error instanceof Error ? (error.stack ?? error.message) : String(error))
} finally {
  rmSync(directory, {recursive: true, force: true})
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
