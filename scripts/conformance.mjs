// Runs the official OASIS cases against `kmipctl serve` over TLS and HTTPS, where their folder lies beside the checkout.
// `--pykmip` runs those that PyKMIP's server can be asked at all against it instead, and writes docs/conformance-pykmip.md.
import {spawn} from 'node:child_process'
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {runPykmip} from './conformance-pykmip.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const program = join(root, 'bin', 'run.js')
const cases = process.env.KMIPCTL_CONFORMANCE_CASES ?? join(root, '..', 'shared', 'oasis')
const directory = mkdtempSync(join(tmpdir(), 'kmipctl-conformance-'))
const dataDirectory = join(directory, 'data')
const scope = 'conformance'

/** Runs the program; what it printed, whatever its exit status. */
function kmipctl(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {stdio: ['ignore', 'pipe', 'pipe']})
    let text = ''
    let talk = ''
    child.stdout.on('data', (chunk) => (text += chunk))
    child.stderr.on('data', (chunk) => (talk += chunk))
    child.once('error', reject)
    child.once('close', (status) => resolve({status, text, talk}))
  })
}

async function administer(...args) {
  const {status, talk} = await kmipctl(...args, '--data-dir', dataDirectory)
  if (status !== 0) throw new Error(`kmipctl ${args.join(' ')} ended with ${status}: ${talk}`)
}

/** A credential of a role for everything, whose clients are spoken to in these ways. */
async function credential(role, ...receive) {
  const flags = receive.flatMap((kind) => ['--receive', kind])
  await administer('role', 'create', role, '--scope', scope, '--all', ...flags)
  const out = join(directory, role)
  await administer('cred', 'generate', '--scope', scope, '--role', role, '--out', out)
  return ['--ca', join(out, 'ca.pem'), '--cert', join(out, 'cert.pem'), '--key', join(out, 'key.pem')]
}

async function serve() {
  const readyFile = join(directory, 'ready.json')
  const listen = ['--listen', '127.0.0.1:0', '--https-listen', '127.0.0.1:0', '--ready-file', readyFile]
  const serving = [
    'serve',
    '--interop',
    '--data-dir',
    dataDirectory,
    ...listen,
    '--handshake-timeout',
    '10s',
    '--log-level',
    'warn',
  ]
  const child = spawn(process.execPath, [program, ...serving], {stdio: ['ignore', 'ignore', 'ignore']})
  const deadline = Date.now() + 20_000
  while (!existsSync(readyFile)) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error('The server did not become ready')
    await sleep(50)
  }
  const {port, httpsAddresses} = JSON.parse(readFileSync(readyFile, 'utf8'))
  const https = `https://127.0.0.1:${httpsAddresses[0].port}/kmip`
  return {child, flags: ['--server', `127.0.0.1:${port}`, '--https', https]}
}

const results = []

/** Runs cases and keeps their results. */
async function run(folders, connection, ...flags) {
  const {text} = await kmipctl('conformance', 'run', ...folders, ...connection, ...flags, '--json')
  const {result, error} = JSON.parse(text)
  if (result === undefined) throw new Error(error.message)
  results.push(...result.cases)
  return result
}

/** The server asks only where an operator makes it, so that each of these cases has one. */
async function runAsked(folders, connection) {
  const {text} = await kmipctl('conformance', 'list', ...folders, '--json')
  const asked = JSON.parse(text).result.cases.filter(
    ({case: name, problem}) => name.includes('S2C') && problem === null,
  )
  for (const {case: name, path, operations} of asked) {
    const question = operations.includes('Query')
      ? ['query', ...queryFunctions(path).flatMap((word) => ['--function', word])]
      : ['discover-versions']
    const asking = kmipctl(
      'client',
      ...question,
      '--scope',
      scope,
      '--role',
      'asked',
      '--wait',
      '20s',
      '--data-dir',
      dataDirectory,
    )
    await run([path], connection, '--filter', name, '--server-wait', '15s')
    await asking
  }
}

function queryFunctions(path) {
  const text = readFileSync(path, 'utf8')
  const words = [...text.matchAll(/<QueryFunction [^>]*value="Query(\w+)"/g)].map(([, word]) => word)
  return words.map((word) => word.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase())
}

const specialCases = ['TC-NP', 'S2C']

async function main() {
  const folders = readdirSync(cases)
    .filter((name) => /^(?:profiles|testcases)-\d\.\d$/.test(name))
    .map((name) => join(cases, name))
  await administer('scope', 'create', scope)
  const plain = await credential('plain')
  const told = await credential('told', 'put', 'notify')
  const asked = await credential('asked', 'query')
  const server = await serve()
  try {
    const skip = specialCases.flatMap((text) => ['--skip', text])
    const {profiles} = await run(folders, [...server.flags, ...plain], ...skip)
    await run(folders, [...server.flags, ...told], '--filter', 'TC-NP')
    await runAsked(folders, [...server.flags, ...asked])
    return profiles
  } finally {
    server.child.kill('SIGTERM')
  }
}

/** Cases that no server can pass, and why. */
const impossible = {
  'TC-ECC-2':
    'it registers a key that is encrypted under a password which no message carries, and expects it decrypted',
  'TC-ECDSA-SIGN-1': 'the file is malformed as it was published',
}

/** Why a case that has not passed says nothing against the server; undefined when it does. */
function excuse({case: name, status, problem}) {
  if (status === 'unsupported' && problem !== null) return problem
  return impossible[name.replace(/-\d\d$/, '')]
}

function report(profiles) {
  let failed = 0
  for (const result of results.filter(({status}) => status !== 'passed')) {
    const {case: name, status, fault, problem} = result
    const why = excuse(result)
    const seen = fault === null ? problem : `${fault.path}: expected ${fault.expected}, received ${fault.received}`
    if (why === undefined) failed++
    console.log(`${status} ${name}: ${why ?? seen}`)
  }
  const conforming = profiles.filter(({conforms}) => conforms).map(({profile, version}) => `${profile} ${version}`)
  console.log(`Conforms to: ${conforming.join(', ')}`)
  const passed = results.filter(({status}) => status === 'passed').length
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}

try {
  if (!existsSync(cases)) {
    console.log('The official test cases do not lie beside this checkout: nothing to run')
  } else if (process.argv.includes('--pykmip')) {
    await runPykmip({root, program, cases})
  } else {
    const start = performance.now()
    report(await main())
    console.error(`${Math.round((performance.now() - start) / 1000)} s`)
  }
} finally {
  rmSync(directory, {recursive: true, force: true})
}
