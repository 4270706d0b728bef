import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../src/errors.ts'
import {parseDuration} from '../../../src/config/duration.ts'
import {parseSize} from '../../../src/config/size.ts'
import {parseSwitch, parseTlsVersion} from '../../../src/config/switch.ts'

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['250ms', 250],
    ['24h', 86_400_000],
    ['365d', 31_536_000_000],
    ['1h30m', 5_400_000],
    ['1.5s', 1500],
    ['2w', 1_209_600_000],
    ['1y', 31_536_000_000],
    ['0', 0],
    [' 5m ', 300_000],
  ])('reads %s as %i ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds)
  })

  it.each(['', 's', '-5s', '5 s', '5x', '1h-30m', '1e3s', '1.s.', '99999999999999999y', 'h1'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseDuration(text)).toThrow(UsageError)
      expect(() => parseDuration(text)).toThrow(`"${text}" is not a duration`)
    },
  )

  it('asks for the unit of a bare number', () => {
    expect(() => parseDuration('30')).toThrow('Duration 30 has no unit')
  })
})

describe('parseSize', () => {
  it.each([
    ['4096', 4096],
    ['4KiB', 4096],
    ['4k', 4096],
    ['1MiB', 1_048_576],
    ['2 MB', 2_000_000],
    ['1.5KiB', 1536],
    ['1GiB', 1_073_741_824],
    ['7B', 7],
  ])('reads %s as %i bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes)
  })

  it.each(['', 'KiB', '-1', '1.5', '1TiB', '4 Ki B', '99999999GiB'])('refuses "%s"', (text) => {
    expect(() => parseSize(text)).toThrow(`"${text}" is not a size in bytes`)
  })
})

describe('parseSwitch', () => {
  it('reads both sides and refuses the rest', () => {
    expect(['1', 'TRUE', 'yes', 'on'].map(parseSwitch)).toEqual([true, true, true, true])
    expect(['0', 'false', 'no', 'off'].map(parseSwitch)).toEqual([false, false, false, false])
    expect(() => parseSwitch('maybe')).toThrow('"maybe" is neither true nor false')
  })
})

describe('parseTlsVersion', () => {
  it('reads the usual spellings and refuses the rest', () => {
    expect(['1.2', 'TLS1.3', 'TLSv1.2', 'tlsv1.1', '1.0'].map(parseTlsVersion)).toEqual([
      'TLSv1.2',
      'TLSv1.3',
      'TLSv1.2',
      'TLSv1.1',
      'TLSv1',
    ])
    expect(() => parseTlsVersion('1.4')).toThrow('"1.4" is not a version of TLS')
  })
})
