// PyKMIP's server, from its package index, under the official cases: an example of a report about somebody else's server.
import {execFileSync, spawn} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {connect, createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

/** Runs the cases and writes the report to docs/conformance-pykmip.md. */
export async function runPykmip({root, program, cases}) {
  const directory = mkdtempSync(join(tmpdir(), 'kmipctl-pykmip-'))
  const kmipctl = (args, stdio = ['ignore', 'ignore', 'ignore']) =>
    execFileSync(process.execPath, [program, ...args], {stdio})
  const credential = (role) => {
    const data = ['--data-dir', join(directory, 'data')]
    const out = join(directory, role)
    kmipctl(['role', 'create', role, '--scope', 'pykmip', '--all', ...data])
    kmipctl(['cred', 'generate', '--scope', 'pykmip', '--role', role, '--out', out, ...data])
    return {cert: join(out, 'cert.pem'), key: join(out, 'key.pem'), ca: join(out, 'ca.pem')}
  }
  let server
  try {
    const python = install(root)
    kmipctl(['scope', 'create', 'pykmip', '--data-dir', join(directory, 'data')])
    const port = await freePort()
    const settings = {...credential('server'), port, directory: join(directory, 'server')}
    server = spawn(python, [join(root, 'bench', 'pykmip_server.py'), JSON.stringify(settings)], {
      stdio: 'ignore',
      detached: true,
    })
    await listening(port, server)
    const client = credential('client')
    const folders = ['profiles-1.4', 'testcases-1.4'].map((name) => join(cases, name))
    const connection = ['--server', `127.0.0.1:${port}`, '--cert', client.cert, '--key', client.key, '--ca', client.ca]
    // Its certificate is one of a client, and its server ends connections that it has refused
    const flags = ['--insecure', '--tls-max-version', '1.2', '--server-wait', '1s', '--timeout', '10s']
    const file = join(root, 'docs', 'conformance-pykmip.md')
    const report = ['--markdown', file]
    try {
      kmipctl(['conformance', 'run', ...folders, ...connection, ...flags, ...report], ['ignore', 'ignore', 'inherit'])
    } catch (error) {
      // That cases fail is what the report is about
      if (error.status !== 6) throw error
    }
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^# .*\n/, introduction(root)))
    console.log(`Wrote ${file}`)
  } finally {
    // It has a process of its own besides, which would outlive it
    if (server?.pid !== undefined) process.kill(-server.pid, 'SIGKILL')
    rmSync(directory, {recursive: true, force: true})
  }
}

function introduction(root) {
  const [, version] = /^PyKMIP==(.*)$/m.exec(readFileSync(join(root, 'interop', 'pykmip', 'requirements.txt'), 'utf8'))
  return `# Conformance of PyKMIP ${version}

An example of a report about another server: that of PyKMIP, as its documentation sets it up, under the official cases of
KMIP 1.4. \`npm run conformance -- --pykmip\` writes this page; what its words mean says [conformance.md](conformance.md).
PyKMIP says with the reason Invalid Field or Invalid Message what it does not know, so that few cases count as unsupported;
where its answer ends a conversation, what the case asks afterwards was not found out.
`
}

function install(root) {
  const environment = join(root, '.interop', 'pykmip')
  const python = join(environment, 'bin', 'python')
  if (!existsSync(python)) {
    mkdirSync(join(root, '.interop'), {recursive: true})
    execFileSync('python3', ['-m', 'venv', environment], {stdio: 'inherit'})
  }
  const requirements = join(root, 'interop', 'pykmip', 'requirements.txt')
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements], {
    stdio: 'inherit',
  })
  return python
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const {port} = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

async function listening(port, child) {
  const deadline = Date.now() + 30_000
  for (;;) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('The server of PyKMIP did not become ready')
    const open = await new Promise((resolve) => {
      const socket = connect({host: '127.0.0.1', port}, () => resolve(true))
      socket.once('error', () => resolve(false)).once('connect', () => socket.destroy())
    })
    if (open) return
    await sleep(100)
  }
}
