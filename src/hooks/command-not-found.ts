import type {Hook} from '@oclif/core'
import {closest} from '../notation/closest.ts'
import {envelopeText} from '../cli/envelope.ts'
import {toFailure} from '../cli/failure.ts'
import {Output} from '../cli/output/output.ts'
import {UsageError} from '../errors.ts'

/** Says what was probably meant, in the form that all errors have. */
const commandNotFound: Hook.CommandNotFound = async function ({id, argv = [], config, context}) {
  const words = id.replaceAll(':', ' ')
  const near = closest(
    words,
    config.commandIDs.map((known) => known.replaceAll(':', ' ')),
  )
  const error = new UsageError(`${config.bin} has no command ${words}`, {
    hint:
      fromServer.get(words.split(' ', 2).join(' ')) ??
      (near === undefined ? `See ${config.bin} --help` : `Did you mean ${config.bin} ${near}?`),
  })
  const json = argv.includes('--json')
  const {stdout, stderr} = process
  const colours = {noColour: argv.includes('--no-color'), environment: process.env}
  const output = await Output.create({...colours, stdout, stderr, json})
  const {exitCode, body} = toFailure(error, {command: words, flags: []})
  if (json) {
    const timing = {startedAt: new Date().toISOString(), durationMs: 0}
    await output.envelope(envelopeText({ok: false, command: words, error: body, timing, connection: null}))
  } else {
    output.failure(body.message, body.hint)
  }
  context.exit(exitCode)
}

/** Operations of KMIP that go the other way. */
const fromServer: ReadonlyMap<string, string> = new Map(
  ['Put', 'Notify'].map((name) => [
    `op ${name.toLowerCase()}`,
    `${name} is what a server asks of its clients: kmipctl role update … --receive ${name.toLowerCase()} makes ours do so`,
  ]),
)

export default commandNotFound
