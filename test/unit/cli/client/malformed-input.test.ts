import {readFile} from 'node:fs/promises'
import {describe, expect, it} from 'vitest'
import {locateFault} from '../../../../src/cli/client/malformed-input.ts'
import {kmipVocabulary} from '../../../../src/kmip/spec/vocabulary.ts'
import {readAny} from '../../../../src/ttlv/detect.ts'
import {TtlvError} from '../../../../src/ttlv/error.ts'

const fixture = (name: string) => readFile(new URL(`../../../../fixtures/messages/${name}`, import.meta.url))

function locate(input: Uint8Array): string | undefined {
  try {
    readAny(input, kmipVocabulary)
    return undefined
  } catch (error) {
    if (!(error instanceof TtlvError)) throw error
    return locateFault(error, input)
  }
}

describe('locateFault', () => {
  it('marks the faulty byte of hexadecimal input between its neighbours', async () => {
    expect(locate(await fixture('unknown-type.hex'))).toBe(
      [
        'At ResponseMessage > ResponseHeader > BatchCount, byte 75 (0x4b)',
        '  000020  00 00 00 01 00 00 00 00  42 00 6b 02 00 00 00 04',
        '  000030  00 00 00 04 00 00 00 00  42 00 92 09 00 00 00 08',
        '  000040  00 00 00 00 69 7d ee c0  42 00 0d 2f 00 00 00 04',
        '                                            ^^',
        '  000050  00 00 00 01 00 00 00 00  42 00 0f 01 00 00 00 a8',
        '  000060  42 00 5c 05 00 00 00 04  00 00 00 0a 00 00 00 00',
      ].join('\n'),
    )
  })

  it('does so for binary and base64 input', async () => {
    const binary = await fixture('truncated.bin')
    const shown = locate(binary)
    expect(shown).toContain('At ResponseMessage, byte 4 (0x4)\n  000000  42 00 7b 01 00 00 01 00  42 00')
    expect(shown).toContain('\n                      ^^\n')
    expect(locate(Buffer.from(binary.toString('base64')))).toBe(shown)
  })

  it('gives the path alone for XML and JSON, whose errors name the line', () => {
    expect(locate(Buffer.from('<RequestMessage><Operation type="Enumeration" value="Foo"/></RequestMessage>'))).toBe(
      'At RequestMessage > Operation',
    )
  })

  it('says nothing where nothing is known', () => {
    expect(locateFault(new TtlvError('Input is empty'), new Uint8Array())).toBeUndefined()
  })

  it('shows no line beyond the end', () => {
    const fault = new TtlvError('x', {offset: 8})
    expect(locateFault(fault, Buffer.from('4200780100000000', 'hex'))).toBe(
      'At byte 8 (0x8)\n  000000  42 00 78 01 00 00 00 00\n                                   ^^',
    )
  })
})
