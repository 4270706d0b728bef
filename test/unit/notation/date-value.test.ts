import {describe, expect, it} from 'vitest'
import {parseDate, parseSeconds} from '../../../src/notation/date-value.ts'

const now = new Date('2026-03-01T12:00:00.750Z')
const date = (text: string) => parseDate(text, '--activation-date', now).toISOString()

describe('parseDate', () => {
  it.each([
    ['now', '2026-03-01T12:00:00.000Z'],
    ['+90d', '2026-05-30T12:00:00.000Z'],
    ['-1h', '2026-03-01T11:00:00.000Z'],
    ['2027-01-01', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01T08:30', '2027-01-01T08:30:00.000Z'],
    ['2027-01-01 08:30:15', '2027-01-01T08:30:15.000Z'],
    ['2027-01-01T08:30:15.9z', '2027-01-01T08:30:15.000Z'],
    ['2027-01-01T08:30:00+02:00', '2027-01-01T06:30:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('reads %s in whole seconds', (text, expected) => {
    expect(date(text)).toBe(expected)
  })

  it.each(['2026-02-30', '2026-13-01', '2026-01-01T25:00', 'tomorrow', '01.02.2026', '', '1700000000'])(
    'refuses %j',
    (text) => {
      expect(() => date(text)).toThrow(`--activation-date takes a date, not ${JSON.stringify(text)}`)
    },
  )

  it('refuses a distance without a unit and one beyond the calendar', () => {
    expect(() => date('+90')).toThrow('--activation-date: Duration 90 has no unit')
    expect(() => date('+280000y')).toThrow('--activation-date takes a date')
  })
})

describe('parseSeconds', () => {
  it('reads durations of whole seconds', () => {
    expect(parseSeconds('0', '--offset')).toBe(0)
    expect(parseSeconds('1h30m', '--offset')).toBe(5400)
  })

  it.each(['500ms', '200y'])('refuses %s', (text) => {
    expect(() => parseSeconds(text, '--offset')).toThrow('--offset takes whole seconds')
  })
})
