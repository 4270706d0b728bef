import {describe, expect, it} from 'vitest'
import type {ConformanceCase} from '../../../../../src/lab/conformance/cases/conformance-case.ts'
import {settleAlternatives} from '../../../../../src/lab/conformance/run/alternatives.ts'
import type {CaseResult, CaseStatus} from '../../../../../src/lab/conformance/run/result.ts'
import {bytes, caseOf, integer, text} from '../../../../support/conformance-case.ts'

/** A server's answer to a seed: how much of it was used. */
function seeding(stem: string, used: number, seed = 'abcd', version = '1.4'): ConformanceCase {
  return caseOf(
    [
      {operation: 'RNGSeed', payload: bytes('Data', seed)},
      {operation: 'RNGSeed', payload: integer('DataLength', used)},
    ],
    stem,
    version,
  )
}

function result(file: ConformanceCase, status: CaseStatus): CaseResult {
  return {file, status, exchanges: [], durationMs: 1}
}

const statuses = (results: readonly CaseResult[]) => settleAlternatives(results).map(({status}) => status)

describe('settleAlternatives', () => {
  const all = result(seeding('A-O-1-14', 2), 'failed')
  const none = result(seeding('A-O-2-14', 0), 'passed')

  it('takes a failed case for unsupported when another one with the same requests has passed, and names it', () => {
    const [settled] = settleAlternatives([all, none])
    expect(settled).toMatchObject({status: 'unsupported', problem: expect.stringContaining('A-O-2-14')})
  })

  it('compares requests without the names that cases of 2.x give them', () => {
    const named = (stem: string, used: number) => {
      const messages = [
        {
          operation: 'RNGSeed',
          payload: bytes('Data', 'abcd'),
          header: text('ClientCorrelationValue', `${stem} step=0`),
        },
        {operation: 'RNGSeed', payload: integer('DataLength', used)},
      ]
      return caseOf(messages, stem, '2.1')
    }
    expect(statuses([result(named('A-O-1-21', 2), 'failed'), result(named('A-O-2-21', 0), 'passed')])).toEqual([
      'unsupported',
      'passed',
    ])
  })

  it('leaves what passed as it is', () => {
    expect(statuses([all, none])).toEqual(['unsupported', 'passed'])
  })

  it('fails all alternatives when none has passed', () => {
    expect(statuses([all, result(seeding('A-O-2-14', 0), 'failed')])).toEqual(['failed', 'failed'])
  })

  it.each([
    ['asks something else', seeding('A-O-2-14', 0, 'abcf')],
    ['is of another family', seeding('B-O-2-14', 0)],
    ['is of another version', seeding('A-O-2-13', 0, 'abcd', '1.3')],
    ['expects the same', seeding('A-O-2-14', 2)],
  ])('leaves a failure a failure when the case that passed %s', (_, passed) => {
    expect(statuses([all, result(passed, 'passed')])).toEqual(['failed', 'passed'])
  })
})
