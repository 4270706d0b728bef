import {Command, Flags} from '@oclif/core'
import {describe, expect, it} from 'vitest'
import {toFailure} from '../../../src/cli/failure.ts'
import {InterruptedError} from '../../../src/cli/interrupted-error.ts'
import {ConfigError, StorageError, TransportError, UsageError} from '../../../src/errors.ts'
import {KmipError} from '../../../src/kmip/error.ts'
import {TtlvError} from '../../../src/ttlv/error.ts'

const usage = {command: 'scope create', flags: ['json', 'force', 'data-dir']}

class Probe extends Command {
  static override flags = {force: Flags.boolean(), bits: Flags.integer(), kind: Flags.option({options: ['a', 'b']})()}

  async run(): Promise<void> {
    await this.parse(Probe)
  }
}

async function parseError(args: readonly string[]): Promise<unknown> {
  return Probe.run([...args], import.meta.url).then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('toFailure', () => {
  it.each([
    [new UsageError('m'), 2, 'USAGE'],
    [new ConfigError('m'), 2, 'CONFIG'],
    [new TransportError('tls', 'm'), 3, 'TRANSPORT_TLS'],
    [new KmipError('ItemNotFound', 'm'), 4, 'KMIP_ItemNotFound'],
    [new TtlvError('m'), 5, 'TTLV'],
    [new StorageError('FULL', 'm'), 1, 'STORAGE_FULL'],
    [new InterruptedError(), 130, 'INTERRUPTED'],
    [new TypeError('m'), 1, 'UNEXPECTED'],
  ])('gives %o its status', (error, exitCode, code) => {
    expect(toFailure(error, usage)).toMatchObject({exitCode, body: {code}})
  })

  it('tells reason, hint, path and offset, and null for what there is not', () => {
    expect(toFailure(new KmipError('ItemNotFound', 'No such key', {hint: 'Look again'}), usage).body).toEqual({
      code: 'KMIP_ItemNotFound',
      reason: 'ItemNotFound',
      message: 'No such key',
      hint: 'Look again',
      path: null,
      offset: null,
    })
    const broken = new TtlvError('Too long', {offset: 8, path: ['RequestMessage']})
    expect(toFailure(broken, usage).body).toMatchObject({path: ['RequestMessage'], offset: 8, reason: null, hint: null})
  })

  it('points to --debug where nobody expected the error', () => {
    expect(toFailure(new TypeError('x is undefined'), usage).body.hint).toContain('--debug')
    expect(toFailure('text', usage).body.message).toBe('text')
  })

  it.each([
    [['--forc'], 'Unknown flag --forc', 'Did you mean --force?'],
    [['--xyzzy'], 'Unknown flag --xyzzy', 'See kmipctl scope create --help'],
    [['a'], 'Unexpected argument: a', 'See kmipctl scope create --help'],
    [['--bits', 'x'], '--bits: Expected an integer but received: x', 'See kmipctl scope create --help'],
    [['--kind', 'c'], 'Expected --kind=c to be one of: a, b', 'See kmipctl scope create --help'],
    [['--kind'], 'Flag --kind expects one of these values: a, b', 'See kmipctl scope create --help'],
  ])('words the usage error of %j', async (args, message, hint) => {
    expect(toFailure(await parseError(args), usage)).toMatchObject({exitCode: 2, body: {code: 'USAGE', message, hint}})
  })
})
