import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {performance} from 'node:perf_hooks'
import type {Identity, Peer, Site} from './peers.ts'

const rounds = 25

/** Milliseconds of a whole process, from its start to its end. */
function time(args: readonly string[], variables: NodeJS.ProcessEnv = {}): number {
  const start = performance.now()
  const {status} = spawnSync(process.execPath, args, {stdio: 'ignore', env: {...process.env, ...variables}})
  if (status !== 0) throw new Error(`${args.join(' ')} ended with status ${status}`)
  return performance.now() - start
}

/** What commands take against `node -e 0`: the ratios of pairs that were run one after the other. */
export function startUpRatios(
  {root}: Site,
  commands: Readonly<Record<string, readonly string[]>>,
  variables: NodeJS.ProcessEnv = {},
): Readonly<Record<string, readonly number[]>> {
  const program = join(root, 'bin', 'run.js')
  const ratios = Object.fromEntries(Object.keys(commands).map((name): [string, number[]] => [name, []]))
  // The first round fills the caches of the machine
  for (let round = 0; round <= rounds; round++) {
    for (const [name, args] of Object.entries(commands)) {
      const bare = time(['-e', '0'])
      const ratio = time([program, ...args], variables) / bare
      if (round > 0) ratios[name]?.push(ratio)
    }
  }
  return ratios
}

/** The environment of a client of the server. */
export function clientVariables({tls}: Peer, client: Identity): NodeJS.ProcessEnv {
  return {
    KMIPCTL_SERVER: `127.0.0.1:${tls.port}`,
    KMIPCTL_CA: client.ca,
    KMIPCTL_CERT: client.cert,
    KMIPCTL_KEY: client.key,
  }
}
