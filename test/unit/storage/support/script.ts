import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process'
import {once} from 'node:events'
import {symlink} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** Bundles a script of the folder `scripts` so that the running Node can run it; returns its path. */
export async function bundleScript(name: string, folder: string): Promise<string> {
  await build({
    entryPoints: [fileURLToPath(new URL(`../scripts/${name}.ts`, import.meta.url))],
    outdir: folder,
    outExtension: {'.js': '.mjs'},
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'warning',
  })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction').catch((error: unknown) => {
    // an earlier script has made it
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  return join(folder, `${name}.mjs`)
}

export function start(script: string, ...parameters: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [script, ...parameters])
}

export interface Output {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export async function output(child: ChildProcessWithoutNullStreams): Promise<Output> {
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  await once(child, 'close')
  return {status: child.exitCode, stdout, stderr}
}
