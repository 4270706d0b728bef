// Programs in other languages print one line of JSON for each check: name, passed, detail.
import {spawn} from 'node:child_process'
import {createInterface} from 'node:readline'

/** Runs a program and passes its checks on, each with `peer` before its name; that it ends well is one more check. */
export async function reported({peer, command, args, env = {}, check}) {
  const child = spawn(command, args, {stdio: ['ignore', 'pipe', 'inherit'], env: {...process.env, ...env}})
  const ended = new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  ended.catch(() => undefined)
  for await (const line of createInterface({input: child.stdout})) {
    const {name, passed, detail} = JSON.parse(line)
    check(`${peer} ${name}`, passed, detail)
  }
  check(`${peer} ran to its end`, (await ended) === 0, '')
}
