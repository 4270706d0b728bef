// Bundles the benchmark from the sources and runs it. Arguments choose parts: start, one-shot, credentials, get, metrics, audit, pykmip, commit, memory.
import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
// Inside the checkout, so that the bundle finds the installed packages.
const out = mkdtempSync(join(root, 'node_modules', '.bench-'))
try {
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/main.ts', 'bench/bare-server.ts'],
    outdir: out,
    outExtension: {'.js': '.mjs'},
    bundle: true,
    splitting: true,
    chunkNames: 'chunk-[hash]',
    format: 'esm',
    target: 'node20',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  })
  const {status} = spawnSync(process.execPath, [join(out, 'main.mjs'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: {...process.env, BENCH_BARE_SERVER: join(out, 'bare-server.mjs')},
  })
  process.exitCode = status ?? 1
} finally {
  rmSync(out, {recursive: true, force: true})
}
