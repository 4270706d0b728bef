// `kmipctl op …` as a script would use it, against somebody else's server.
import {spawn} from 'node:child_process'
import {join} from 'node:path'

const program = join(import.meta.dirname, '..', '..', 'bin', 'run.js')

/** Runs a command with `--json`; gives the exit status and the envelope. */
export async function kmipctl(connection, ...args) {
  const child = spawn(process.execPath, [program, ...args, ...connection, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let told = ''
  child.stdout.on('data', (text) => (printed += text))
  child.stderr.on('data', (text) => (told += text))
  const status = await new Promise((resolve) => child.once('close', resolve))
  const envelope = printed === '' ? undefined : JSON.parse(printed)
  return {status, told, printed, result: envelope?.result, error: envelope?.error}
}

/** A conversation whose steps are checks: a step is right when the command succeeds and the result is as expected. */
export function conversation({peer, version, connection, check}) {
  const flags = [...connection, '--kmip-version', version]
  const say = (name, ok, detail) => check(`${peer} ${version} ${name}`, ok, detail)
  return {
    version,
    /** The command succeeds; `holds` sees its result. Gives the result. */
    async does(name, args, holds = () => true) {
      const {status, result, error, told} = await kmipctl(flags, 'op', ...args)
      const ok = status === 0 && isTrue(holds, result)
      say(name, ok, ok ? '' : JSON.stringify({args, status, result, error, told}))
      return result ?? {}
    },
    /** The server refuses it, which is said in one sentence. */
    async isRefused(name, args, reason) {
      const {status, error} = await kmipctl(flags, 'op', ...args)
      const ok =
        status === 4 && error.reason === reason && /^[A-Z]/.test(error.message) && !error.message.includes('\n')
      say(`${name} is refused: ${reason}`, ok, ok ? '' : JSON.stringify({args, status, error}))
    },
  }
}

function isTrue(holds, result) {
  try {
    return holds(result)
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
