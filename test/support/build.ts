import {execFileSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'

/** Spawned-binary tests run the bundle: build it from the sources under test. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs', '--no-types'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: 'inherit',
  })
}
