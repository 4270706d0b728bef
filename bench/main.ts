// The figures of the README: ratios against a bare loop or a peer, both measured in this run on this machine.
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {cpus, tmpdir, totalmem} from 'node:os'
import {join} from 'node:path'
import {performance} from 'node:perf_hooks'
import {AttributeSet} from '../src/kmip/attributes/attribute-set.ts'
import {Create} from '../src/kmip/operations/create.ts'
import {Get} from '../src/kmip/operations/get.ts'
import {Locate} from '../src/kmip/operations/locate.ts'
import {createRoot} from '../src/ca/authority.ts'
import {generateClientCredential} from '../src/ca/client-certificate.ts'
import {generateServerCredential} from '../src/ca/server-certificate.ts'
import {measures, roleListTime, storeWithCredentials} from './credentials.ts'
import {runLoad, type LoadResult} from './load.ts'
import {clientVariables, startUpRatios} from './start-up.ts'
import {answerOf, keyAttributes, requestBytes} from './messages.ts'
import {
  freePort,
  prepareKmipctl,
  startBare,
  startKmipctl,
  startPyKmip,
  stop,
  type Identity,
  type Peer,
  type Site,
} from './peers.ts'

const seconds = Number(process.env['BENCH_SECONDS'] ?? 4)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
const wanted = process.argv.slice(2)

interface Figure {
  readonly what: string
  readonly value: string
  readonly goal: string
  readonly met: boolean
}

const figures: Figure[] = []

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function record(what: string, value: number, goal: {atLeast?: number; atMost?: number; unit?: string}): void {
  const {atLeast, atMost, unit = ''} = goal
  const met = (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost)
  const text = `${value.toFixed(2)}${unit}`
  figures.push({what, value: text, goal: atLeast === undefined ? `<= ${atMost}${unit}` : `>= ${atLeast}${unit}`, met})
  say(`${met ? 'met   ' : 'MISSED'} ${what}: ${text}`)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Interleaved rounds, so that what else the machine does hits both sides alike. */
async function compare(
  first: () => Promise<LoadResult>,
  second: () => Promise<LoadResult>,
): Promise<{ratio: number; first: number; second: number}> {
  const pairs: {a: number; b: number}[] = []
  for (let round = 0; round < rounds; round++) pairs.push({a: (await first()).perSecond, b: (await second()).perSecond})
  return {
    ratio: median(pairs.map(({a, b}) => a / b)),
    first: median(pairs.map(({a}) => a)),
    second: median(pairs.map(({b}) => b)),
  }
}

async function peerIdentities(directory: string): Promise<{server: Identity; client: Identity}> {
  const now = new Date()
  const key = {type: 'ec', bits: 256} as const
  const root = await createRoot({commonName: 'bench', key, lifetimeSeconds: 864_000, now})
  const server = await generateServerCredential(root, {hostnames: ['localhost'], key, lifetimeSeconds: 86_400, now})
  const client = await generateClientCredential(root, {
    subject: {organizationalUnit: 'bench', commonName: 'bench'},
    key,
    lifetimeSeconds: 86_400,
    now,
  })
  const ca = join(directory, 'peer-ca.pem')
  writeFileSync(ca, root.certificatePem)
  const write = (name: string, credential: {certificatePem: string; privateKeyPem: string}): Identity => {
    const cert = join(directory, `${name}.pem`)
    const keyFile = join(directory, `${name}-key.pem`)
    writeFileSync(cert, credential.certificatePem)
    writeFileSync(keyFile, credential.privateKeyPem)
    return {cert, key: keyFile, ca}
  }
  return {server: write('peer-server', server), client: write('peer-client', client)}
}

async function createKey(peer: Peer, name: string): Promise<string> {
  let id = ''
  await runLoad({
    tls: peer.tls,
    connections: 1,
    seconds: 0,
    warmUpSeconds: 0,
    request: () => requestBytes(Create, {objectType: 'SymmetricKey', attributes: keyAttributes(name)}),
    inspect: (answer) => {
      id = answerOf(Create, answer).uniqueIdentifier
    },
  })
  return id
}

/** Both serve the same store; one writes an entry for every request. */
async function auditAgainstNone(site: Site, ours: Peer, client: Identity): Promise<void> {
  const audited = await startKmipctl(site, client, ['--audit', join(site.directory, 'audit.jsonl')])
  const get = requestBytes(Get, {uniqueIdentifier: await createKey(ours, 'audited')})
  const load = {connections: 16, seconds, request: () => get, inspect: inspectGet}
  const result = await compare(
    () => runLoad({...load, tls: audited.tls}),
    () => runLoad({...load, tls: ours.tls}),
  )
  await stop(audited)
  say(`Get: with an audit file ${Math.round(result.first)}/s, without ${Math.round(result.second)}/s`)
  record('Get with an audit file against Get without', result.ratio, {atLeast: 0.75})
}

/** Both serve the same store; the one with metrics is scraped far more often than anybody would. */
async function metricsAgainstNone(site: Site, ours: Peer, client: Identity): Promise<void> {
  const port = await freePort()
  const measured = await startKmipctl(site, client, ['--metrics', `127.0.0.1:${port}`])
  const get = requestBytes(Get, {uniqueIdentifier: await createKey(ours, 'measured')})
  const load = {connections: 16, seconds, request: () => get, inspect: inspectGet}
  const scrapes = setInterval(() => void fetch(`http://127.0.0.1:${port}/metrics`), 1000)
  const result = await compare(
    () => runLoad({...load, tls: measured.tls}),
    () => runLoad({...load, tls: ours.tls}),
  )
  clearInterval(scrapes)
  say(`Get: with metrics ${Math.round(result.first)}/s, without ${Math.round(result.second)}/s`)
  record('Get with metrics against Get without', result.ratio, {atLeast: 0.9})
  await stop(measured)
}

const inspectGet = (answer: Buffer): void => void answerOf(Get, answer)

async function getAgainstBare(site: Site, ours: Peer, identities: {server: Identity; client: Identity}): Promise<void> {
  const bare = await startBare(site, identities.server, identities.client)
  const get = requestBytes(Get, {uniqueIdentifier: await createKey(ours, 'bare')})
  const load = {connections: 16, seconds, request: () => get}
  const result = await compare(
    () => runLoad({...load, tls: ours.tls, inspect: inspectGet}),
    () => runLoad({...load, tls: bare.tls}),
  )
  await stop(bare)
  say(`Get ${Math.round(result.first)}/s, bare TLS ${Math.round(result.second)}/s`)
  record('Get of an AES key, 16 connections, against a bare TLS server', result.ratio, {atLeast: 0.35})
}

async function againstPyKmip(site: Site, ours: Peer, identities: {server: Identity; client: Identity}): Promise<void> {
  const theirs = await startPyKmip(site, identities.server, identities.client)
  const connections = 16
  const ids = {ours: await createKey(ours, 'peer'), theirs: await createKey(theirs, 'peer')}
  const get = (id: string) => {
    const bytes = requestBytes(Get, {uniqueIdentifier: id})
    return () => bytes
  }
  const create = () =>
    requestBytes(Create, {objectType: 'SymmetricKey', attributes: keyAttributes(`k-${Math.random()}`)})
  const name = {nameValue: 'peer', nameType: 'UninterpretedTextString'} as const
  const locateBytes = requestBytes(Locate, {attributes: new AttributeSet().set('Name', name)})
  const workloads = [
    {what: 'get', ours: get(ids.ours), theirs: get(ids.theirs), inspect: inspectGet},
    {
      what: 'locate by name',
      ours: () => locateBytes,
      theirs: () => locateBytes,
      inspect: (answer: Buffer) => void answerOf(Locate, answer),
    },
    {what: 'create', ours: create, theirs: create, inspect: (answer: Buffer) => void answerOf(Create, answer)},
  ]
  for (const {what, inspect, ...requests} of workloads) {
    const result = await compare(
      () => runLoad({tls: ours.tls, connections, seconds, request: requests.ours, inspect}),
      () => runLoad({tls: theirs.tls, connections, seconds, request: requests.theirs, inspect}),
    )
    say(`${what}: kmipctl ${Math.round(result.first)}/s, PyKMIP ${result.second.toFixed(1)}/s`)
    record(`${what}, ${connections} connections, against PyKMIP`, result.ratio, {atLeast: 15})
  }
  await stop(theirs)
}

async function groupCommit(ours: Peer): Promise<void> {
  const request = () =>
    requestBytes(Create, {objectType: 'SymmetricKey', attributes: keyAttributes(`g-${Math.random()}`)})
  const inspect = (answer: Buffer): void => void answerOf(Create, answer)
  const result = await compare(
    () => runLoad({tls: ours.tls, connections: 32, seconds, request, inspect}),
    () => runLoad({tls: ours.tls, connections: 1, seconds, request, inspect}),
  )
  say(`durable Create: 32 connections ${Math.round(result.first)}/s, one ${Math.round(result.second)}/s`)
  record('durable Create, 32 connections against one', result.ratio, {atLeast: 5})
}

function memoryOf(peer: Peer): number {
  const status = readFileSync(`/proc/${peer.process.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/u.exec(status)?.[1] ?? Number.NaN) / 1024
}

async function memoryWithManyKeys(site: Site, client: Identity): Promise<void> {
  const count = 100_000
  const progress = {sent: 0}
  const filler = await startKmipctl(site, client)
  const begun = performance.now()
  while (progress.sent < count) {
    const before = progress.sent
    await runLoad({
      tls: filler.tls,
      connections: 32,
      seconds: 5,
      warmUpSeconds: 0,
      request: () =>
        requestBytes(Create, {objectType: 'SymmetricKey', attributes: keyAttributes(`m-${progress.sent++}`)}),
    })
    if (progress.sent === before) throw new Error('The server creates no keys')
  }
  say(`filled with ${progress.sent} keys in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  const get = requestBytes(Get, {uniqueIdentifier: await createKey(filler, 'last')})
  await runLoad({tls: filler.tls, connections: 16, seconds, request: () => get, inspect: inspectGet})
  record(`resident memory with ${count} keys, after the load that made them`, memoryOf(filler), {
    atMost: 200,
    unit: ' MiB',
  })
  await stop(filler)
}

async function manyCredentials({directory}: Site): Promise<void> {
  await using few = await storeWithCredentials(directory, 100)
  await using many = await storeWithCredentials(directory, 100_000)
  for (const [what, measure] of Object.entries(measures)) {
    const ratios: number[] = []
    const times: number[] = []
    for (let round = 0; round < 11; round++) {
      const [a, b] = [await measure(few, 1000), await measure(many, 1000)]
      ratios.push(b / a)
      times.push(b)
    }
    say(`${what}: ${median(times).toFixed(0)} microseconds among 100000 credentials`)
    record(`${what} among 100000 credentials against among 100`, median(ratios), {atMost: 2})
  }
  record('List of roles with 100000 credentials', await roleListTime(many), {atMost: 100, unit: ' ms'})
}

function startUp(site: Site): void {
  const ratios = startUpRatios(site, {'--version': ['--version'], '--help': ['--help']})
  record('kmipctl --version against node -e 0', median(ratios['--version'] ?? []), {atMost: 2.5})
  record('kmipctl --help against node -e 0', median(ratios['--help'] ?? []), {atMost: 3})
}

/** One command that connects, asks and ends. */
async function oneShotGet(site: Site, ours: Peer, client: Identity): Promise<void> {
  const id = await createKey(ours, 'one-shot')
  const ratios = startUpRatios(site, {get: ['op', 'get', id]}, clientVariables(ours, client))
  record('kmipctl op get over TLS against node -e 0', median(ratios['get'] ?? []), {atMost: 3.5})
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'kmipctl-bench-'))
  const root = process.cwd()
  const site = {root, directory}
  mkdirSync(directory, {recursive: true})
  const bare = process.env['BENCH_BARE_SERVER']
  if (bare !== undefined) writeFileSync(join(directory, 'bare-server.mjs'), readFileSync(bare))
  const runs = (name: string): boolean => wanted.length === 0 || wanted.includes(name)
  try {
    say(
      `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    )
    if (runs('start')) startUp(site)
    if (runs('credentials')) await manyCredentials(site)
    if (wanted.length > 0 && wanted.every((name) => name === 'start' || name === 'credentials')) return
    const client = prepareKmipctl(site)
    const identities = await peerIdentities(directory)
    const ours = await startKmipctl(site, client)
    const parts: Readonly<Record<string, () => Promise<void>>> = {
      'one-shot': () => oneShotGet(site, ours, client),
      get: () => getAgainstBare(site, ours, identities),
      metrics: () => metricsAgainstNone(site, ours, client),
      audit: () => auditAgainstNone(site, ours, client),
      pykmip: () => againstPyKmip(site, ours, identities),
      commit: () => groupCommit(ours),
    }
    for (const [name, run] of Object.entries(parts)) if (runs(name)) await run()
    await stop(ours)
    if (runs('memory')) await memoryWithManyKeys(site, client)
  } finally {
    rmSync(directory, {recursive: true, force: true})
  }
}

function report(): void {
  say('')
  for (const {what, value, goal, met} of figures)
    say(`${met ? 'met   ' : 'MISSED'} ${what.padEnd(66)} ${value.padStart(12)}  ${goal}`)
  process.exitCode = figures.every(({met}) => met) ? 0 : 6
}

await main()
report()
