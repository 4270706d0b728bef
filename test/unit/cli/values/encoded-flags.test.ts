import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {encodedFlags, readEncoded} from '../../../../src/cli/values/encoded-flags.ts'
import {temporaryFolder} from '../../../support/temporary-folder.ts'

describe('encodedFlags', () => {
  it('are three, of which one can be given', () => {
    const flags = encodedFlags('mac', 'The code', ['data'])
    expect(Object.entries(flags).map(([name, {exclusive}]) => [name, exclusive])).toEqual([
      ['mac-hex', ['mac-base64', 'mac-file', 'data']],
      ['mac-base64', ['mac-hex', 'mac-file', 'data']],
      ['mac-file', ['mac-hex', 'mac-base64', 'data']],
    ])
  })
})

describe('readEncoded', () => {
  it('reads bytes in each form', async () => {
    await using folder = await temporaryFolder()
    const file = join(folder.path, 'mac')
    await writeFile(file, Buffer.from('ff00', 'hex'))
    for (const flags of [{'mac-hex': 'ff:00'}, {'mac-base64': '/wA='}, {'mac-base64': '_wA'}, {'mac-file': file}]) {
      expect(Buffer.from((await readEncoded(flags, 'mac')) ?? []).toString('hex')).toBe('ff00')
    }
    expect(await readEncoded({'data-hex': '00'}, 'mac')).toBeUndefined()
  })

  it.each([
    [{'mac-hex': 'secret'}, '--mac-hex takes hexadecimal digits, two for each byte'],
    [{'mac-base64': 'not!'}, '--mac-base64 takes base64'],
    [{'mac-base64': 'AAAAA'}, '--mac-base64 takes base64'],
    [{'mac-file': '/nowhere/mac'}, 'The file /nowhere/mac cannot be read: it does not exist'],
  ])('refuses %j without a word of the bytes', async (flags, message) => {
    await expect(readEncoded(flags, 'mac')).rejects.toThrow(message)
  })
})
