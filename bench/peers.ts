import {execFileSync, spawn, type ChildProcess} from 'node:child_process'
import {existsSync, mkdirSync, readFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {join} from 'node:path'
import type {ConnectionOptions} from 'node:tls'
import {createInterface} from 'node:readline'
import {connect as connectTcp} from 'node:net'

/** A server under load, and how to reach it. */
export interface Peer {
  readonly tls: ConnectionOptions
  readonly process: ChildProcess
}

/** Files of one side's identity. */
export interface Identity {
  readonly cert: string
  readonly key: string
  readonly ca: string
}

export interface Site {
  /** The checkout. */
  readonly root: string
  /** Emptied after the run. */
  readonly directory: string
}

function tlsOptions(port: number, client: Identity): ConnectionOptions {
  return {
    host: '127.0.0.1',
    port,
    cert: readFileSync(client.cert),
    key: readFileSync(client.key),
    ca: readFileSync(client.ca),
    checkServerIdentity: () => undefined,
  }
}

/** Runs a kmipctl command against the benchmark's data directory. */
export function kmipctl({root, directory}: Site, ...args: string[]): void {
  execFileSync(process.execPath, [join(root, 'bin', 'run.js'), ...args, '--data-dir', join(directory, 'data')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Handshakes are compared with those of others, whose keys are of this kind too. */
const fastKey = ['--key-type', 'ec', '--key-bits', '256']

/** Scope, role and credential for the load. */
export function prepareKmipctl(site: Site): Identity {
  kmipctl(site, 'scope', 'create', 'bench')
  kmipctl(site, 'role', 'create', 'bench', '--scope', 'bench', '--all')
  const out = join(site.directory, 'credential')
  kmipctl(site, 'cred', 'generate', '--scope', 'bench', '--role', 'bench', ...fastKey, '--out', out)
  return {cert: join(out, 'cert.pem'), key: join(out, 'key.pem'), ca: join(out, 'ca.pem')}
}

/** `kmipctl serve` on its own SQLite store. */
export async function startKmipctl(
  {root, directory}: Site,
  client: Identity,
  flags: readonly string[] = [],
): Promise<Peer> {
  const readyFile = join(directory, `ready-${Date.now()}.json`)
  const child = spawn(
    process.execPath,
    [
      join(root, 'bin', 'run.js'),
      'serve',
      '--data-dir',
      join(directory, 'data'),
      '--listen',
      '127.0.0.1:0',
      '--handshake-timeout',
      '10s',
      '--ready-file',
      readyFile,
      '--log-level',
      'error',
      ...flags,
    ],
    {stdio: ['ignore', 'ignore', 'inherit']},
  )
  await until(() => existsSync(readyFile), child)
  const {port}: {port: number} = JSON.parse(readFileSync(readyFile, 'utf8'))
  return {process: child, tls: tlsOptions(port, client)}
}

/** The bare TLS server. */
export async function startBare({directory}: Site, server: Identity, client: Identity): Promise<Peer> {
  const child = spawn(process.execPath, [join(directory, 'bare-server.mjs'), server.cert, server.key, server.ca], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((resolve) => {
    createInterface({input: child.stdout}).once('line', (line) => resolve(Number(line)))
  })
  return {process: child, tls: tlsOptions(port, client)}
}

/** PyKMIP from its package index in a virtual environment that the interop run shares. */
export async function startPyKmip({root, directory}: Site, server: Identity, client: Identity): Promise<Peer> {
  const environment = join(root, '.interop', 'pykmip')
  const python = join(environment, 'bin', 'python')
  if (!existsSync(python)) {
    mkdirSync(join(root, '.interop'), {recursive: true})
    execFileSync('python3', ['-m', 'venv', environment], {stdio: 'inherit'})
  }
  execFileSync(
    python,
    [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      join(root, 'interop', 'pykmip', 'requirements.txt'),
    ],
    {stdio: 'inherit'},
  )
  const port = await freePort()
  const settings = {...server, port, directory: join(directory, 'pykmip')}
  const child = spawn(python, [join(root, 'bench', 'pykmip_server.py'), JSON.stringify(settings)], {
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  await listening(port, child)
  return {process: child, tls: {...tlsOptions(port, client), maxVersion: 'TLSv1.2'}}
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  let open = false
  const probe = (): void => {
    const socket = connectTcp({host: '127.0.0.1', port}, () => {
      open = true
      socket.destroy()
    })
    socket.once('error', () => setTimeout(probe, 100))
  }
  probe()
  await until(() => open, child)
}

async function until(ready: () => boolean, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!ready()) {
    if (child.exitCode !== null) throw new Error(`The server ended with status ${child.exitCode}`)
    if (Date.now() > deadline) throw new Error('The server did not become ready in 30 s')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Ends a server. */
export function stop({process: child}: Peer): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 5000).unref()
  })
}
