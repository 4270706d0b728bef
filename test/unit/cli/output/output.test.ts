import {Writable} from 'node:stream'
import {describe, expect, it} from 'vitest'
import {Output} from '../../../../src/cli/output/output.ts'

class Recorder extends Writable {
  text = ''
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}

async function record(json: boolean) {
  const [stdout, stderr] = [new Recorder(), new Recorder()]
  return {stdout, stderr, output: await Output.create({stdout, stderr, json, noColour: false, environment: {}})}
}

const columns = [{heading: 'Name', value: (row: string) => row}]

describe('Output', () => {
  it('writes data to stdout and talk to stderr', async () => {
    const {output, stdout, stderr} = await record(false)
    output.data('data')
    await output.table(columns, ['a'], 'nothing')
    output.keyValues([['Name', 'b']])
    output.success('done')
    output.warning('careful')
    output.failure('Broken', 'Mend it')
    expect(stdout.text).toBe('data\nNAME\na\nName  b\n')
    expect(stderr.text).toBe('✔ done\nWarning: careful\nError: Broken\nHint: Mend it\n')
  })

  it('says on stderr that a table is empty', async () => {
    const {output, stdout, stderr} = await record(false)
    await output.table(columns, [], 'nothing')
    expect([stdout.text, stderr.text]).toEqual(['', 'nothing\n'])
  })

  it('writes nothing but the envelope with --json', async () => {
    const {output, stdout, stderr} = await record(true)
    output.data('data')
    await output.table(columns, ['a'], 'nothing')
    output.keyValues([['Name', 'b']])
    output.success('done')
    output.failure('Broken', null)
    await output.envelope('{}')
    expect([stdout.text, stderr.text]).toEqual(['{}\n', ''])
  })
})
