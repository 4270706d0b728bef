import {describe, expect, it} from 'vitest'
import {readCase} from '../../../../../src/lab/conformance/cases/conformance-case.ts'
import {planUnits} from '../../../../../src/lab/conformance/run/plan.ts'

const plan = (...paths: readonly string[]) =>
  planUnits(paths.map((path) => readCase(path, ''))).map(({setups, cases, cleanups, prepares}) => ({
    setups: setups.map(({stem}) => stem),
    cases: cases.map(({stem}) => stem),
    cleanups: cleanups.map(({stem}) => stem),
    prepares,
  }))

const unit = (...cases: readonly string[]) => ({setups: [], cases, cleanups: [], prepares: false})

describe('planUnits', () => {
  it('keeps families together, in the order of their first cases', () => {
    expect(plan('TL-M-1-14.xml', 'OMOS-M-1-14.xml', 'TL-M-2-14.xml')).toEqual([
      unit('TL-M-1-14', 'TL-M-2-14'),
      unit('OMOS-M-1-14'),
    ])
  })

  it('keeps versions and folders apart', () => {
    expect(plan('a/TL-M-1-14.xml', 'a/TL-M-1-21.xml', 'b/TL-M-1-14.xml')).toEqual([
      unit('TL-M-1-14'),
      unit('TL-M-1-21'),
      unit('TL-M-1-14'),
    ])
  })

  it('puts set-up and clean-up around the family that they belong to', () => {
    const files = [
      '00/TC-OTP-SETUP-1-13.xml',
      '00/TC-OTP-SETUP-2-13.xml',
      'TC-A-1-14.xml',
      'TC-OTP-1-14.xml',
      'zz/TC-OTP-CLEANUP-1-13.xml',
    ]
    expect(plan(...files)).toEqual([
      unit('TC-A-1-14'),
      {
        setups: ['TC-OTP-SETUP-1-13', 'TC-OTP-SETUP-2-13'],
        cases: ['TC-OTP-1-14'],
        cleanups: ['TC-OTP-CLEANUP-1-13'],
        prepares: false,
      },
    ])
  })

  it('runs set-up first and clean-up last where their family is missing', () => {
    expect(plan('zz/B-CLEANUP-1-14.xml', 'A-1-14.xml', '00/B-SETUP-1-14.xml')).toEqual([
      {...unit('B-SETUP-1-14'), prepares: true},
      unit('A-1-14'),
      unit('B-CLEANUP-1-14'),
    ])
  })
})
