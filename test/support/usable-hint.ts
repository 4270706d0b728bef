import {readFileSync} from 'node:fs'
import {expect} from 'vitest'
import type {LogEntry} from './running-server.ts'

const manifest: {commands: Record<string, {flags: Record<string, unknown>}>} = JSON.parse(
  readFileSync(new URL('../../oclif.manifest.json', import.meta.url), 'utf8'),
)
const flags = new Set(Object.values(manifest.commands).flatMap((command) => Object.keys(command.flags)))

/** A hint leads nowhere when there is no such command or flag. */
export function expectUsable({hint}: LogEntry): void {
  const text = String(hint)
  for (const [, words = ''] of text.matchAll(/kmipctl ((?:[a-z-]+ ?)+)/g)) {
    const parts = words.trim().split(' ')
    const isCommand = [1, 2, 3].some((length) => manifest.commands[parts.slice(0, length).join(':')] !== undefined)
    expect([words, isCommand]).toEqual([words, true])
  }
  for (const [, name = ''] of text.matchAll(/--([a-z-]+)/g)) expect([name, flags.has(name)]).toEqual([name, true])
}
