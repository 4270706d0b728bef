// Runs real clients against `kmipctl serve`, set up with the commands an administrator would type.
import {execFileSync, spawn} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {readdir} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const program = join(root, 'bin', 'run.js')
const directory = mkdtempSync(join(tmpdir(), 'kmipctl-interop-'))
const dataDirectory = join(directory, 'data')

function kmipctl(...args) {
  execFileSync(process.execPath, [program, ...args, '--data-dir', dataDirectory], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

function credential(scope, role, operations) {
  kmipctl('role', 'create', role, '--scope', scope, ...operations)
  const out = join(directory, `${scope}-${role}`)
  kmipctl('cred', 'generate', '--scope', scope, '--role', role, '--out', out)
  return {cert: join(out, 'cert.pem'), key: join(out, 'key.pem'), ca: join(out, 'ca.pem')}
}

async function serve() {
  const readyFile = join(directory, 'ready.json')
  const child = spawn(
    process.execPath,
    [
      program,
      'serve',
      '--data-dir',
      dataDirectory,
      '--listen',
      '127.0.0.1:0',
      '--handshake-timeout',
      '10s',
      '--ready-file',
      readyFile,
      '--compatibility',
      'pykmip',
    ],
    {stdio: ['ignore', 'inherit', 'inherit']},
  )
  const deadline = Date.now() + 20_000
  while (!existsSync(readyFile)) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error('The server did not become ready')
    await sleep(50)
  }
  const {port} = JSON.parse(readFileSync(readyFile, 'utf8'))
  return {child, port}
}

let passed = 0
let failed = 0
function check(name, ok, detail) {
  if (ok) passed++
  else failed++
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${ok || detail === '' ? '' : `\n${detail}`}`)
}

async function main() {
  kmipctl('scope', 'create', 'interop')
  kmipctl('scope', 'create', 'elsewhere')
  const full = credential('interop', 'full', ['--all'])
  const restricted = credential('interop', 'reader', [
    '--operation',
    'get',
    '--operation',
    'locate',
    '--operation',
    'discover-versions',
    '--operation',
    'query',
  ])
  const stranger = credential('elsewhere', 'full', ['--all'])
  const {child, port} = await serve()
  try {
    const context = {
      workDirectory: join(root, '.interop'),
      server: {host: '127.0.0.1', port, ca: full.ca},
      credentials: {full, restricted, stranger},
      check,
    }
    const wanted = process.argv.slice(2)
    for (const entry of await readdir(join(root, 'interop'), {withFileTypes: true})) {
      if (!entry.isDirectory() || (wanted.length > 0 && !wanted.includes(entry.name))) continue
      const {run} = await import(join(root, 'interop', entry.name, 'run.mjs'))
      await run(context)
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
