import {readFileSync} from 'node:fs'
import {expect, it} from 'vitest'
import {breakCommand} from '../../src/cli/help/break-command.ts'

interface Manifest {
  readonly commands: Readonly<
    Record<string, {readonly hidden?: boolean; readonly summary?: string; readonly examples?: readonly string[]}>
  >
}

const manifest: Manifest = JSON.parse(readFileSync(new URL('../../oclif.manifest.json', import.meta.url), 'utf8'))

it('every command says what it is for and has examples, which fit a terminal of 80 columns', () => {
  const wrong = Object.entries(manifest.commands)
    .filter(([, {hidden}]) => hidden !== true)
    .flatMap(([id, {summary, examples = []}]) => {
      const lines = examples
        .map((text) =>
          text.replaceAll('<%= config.bin %>', 'kmipctl').replaceAll('<%= command.id %>', id.replaceAll(':', ' ')),
        )
        .flatMap((text) => text.split('\n'))
        .flatMap((line) => breakCommand(`$ ${line}`, 78).split('\n'))
      // A flag and its value, or one word in quotes, are not broken
      const tooLong = lines.filter((line) => line.length > 78 && !/^ {4}(--[\w-]+ )?('[^']*'|\S+)$/.test(line))
      return [
        ...(summary === undefined ? [`${id} has no summary`] : []),
        ...(examples.length === 0 ? [`${id} has no examples`] : []),
        ...tooLong.map((line) => `${id}: ${line}`),
      ]
    })
  expect(wrong).toEqual([])
})
