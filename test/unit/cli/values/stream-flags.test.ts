import {expect, it} from 'vitest'
import {isUnfinished, streamHint, streamRequest} from '../../../../src/cli/values/stream-flags.ts'

it('says nothing of parts where the data are whole', () => {
  const none = {correlationValue: undefined, initIndicator: undefined, finalIndicator: undefined}
  expect(streamRequest({})).toEqual(none)
  expect(streamRequest({init: false, final: false})).toEqual(none)
})

it('tells the first part, those in between and the last one', () => {
  expect(streamRequest({init: true})).toMatchObject({initIndicator: true, correlationValue: undefined})
  expect(streamRequest({'correlation-hex': '01ff'})).toMatchObject({correlationValue: Uint8Array.of(1, 255)})
  expect(streamRequest({'correlation-hex': '01', final: true})).toMatchObject({finalIndicator: true})
})

it.each([
  [{}, false],
  [{final: true}, false],
  [{init: true}, true],
  [{'correlation-hex': '01'}, true],
  [{'correlation-hex': '01', final: true}, false],
  [{init: true, final: true}, false],
])('waits for no verdict before the last part: %j is unfinished: %j', (flags, unfinished) => {
  expect(isUnfinished(flags)).toBe(unfinished)
})

it('names the flag of digits that are none', () => {
  expect(() => streamRequest({'correlation-hex': 'xy'})).toThrow('--correlation-hex takes hexadecimal digits')
})

it('tells how to go on, where there is a value to go on with', () => {
  expect(streamHint({correlationValue: Uint8Array.of(1, 255)})).toBe('Send the next part with --correlation-hex 01ff')
  expect(streamHint({})).toBe('')
})
