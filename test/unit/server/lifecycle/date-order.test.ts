import {describe, expect, it} from 'vitest'
import {checkDateOrder, isLifecycleDate} from '../../../../src/server/lifecycle/date-order.ts'
import {attributes, type AttributeValues} from '../../../support/managed-objects.ts'
import {at} from '../../../support/test-engine.ts'

const names = ['ActivationDate', 'ProcessStartDate', 'ProtectStopDate', 'DeactivationDate'] as const

function refused(values: AttributeValues): boolean {
  try {
    checkDateOrder(attributes(values))
    return false
  } catch {
    return true
  }
}

describe('The order of the dates', () => {
  it.each([
    ['ActivationDate', 'ProcessStartDate'],
    ['ActivationDate', 'ProtectStopDate'],
    ['ActivationDate', 'DeactivationDate'],
    ['ProcessStartDate', 'DeactivationDate'],
    ['ProtectStopDate', 'DeactivationDate'],
  ] as const)('puts %s before %s or at the same time', (first, then) => {
    expect(refused({[first]: at(2), [then]: at(1)})).toBe(true)
    expect(refused({[first]: at(1), [then]: at(1)})).toBe(false)
    expect(refused({[first]: at(1), [then]: at(2)})).toBe(false)
  })

  it('says nothing of process start and protect stop', () => {
    expect(refused({ProtectStopDate: at(1), ProcessStartDate: at(2)})).toBe(false)
  })

  it('concerns of several dates the one that was changed', () => {
    const late = attributes({ActivationDate: at(9), ProcessStartDate: at(1), DeactivationDate: at(5)})
    expect(() => checkDateOrder(late, 'ProcessStartDate')).toThrow('after ProcessStartDate')
    late.set('DeactivationDate', at(10))
    expect(() => checkDateOrder(late, 'DeactivationDate')).not.toThrow()
    late.set('DeactivationDate', at(8))
    expect(() => checkDateOrder(late, 'DeactivationDate')).toThrow('after DeactivationDate')
  })

  it('names both dates where it is broken', () => {
    const broken = attributes({ActivationDate: at(1), DeactivationDate: at(0)})
    expect(() => checkDateOrder(broken)).toThrow(
      'ActivationDate 2026-01-01T00:00:01.000Z is after DeactivationDate 2026-01-01T00:00:00.000Z',
    )
  })

  it('concerns these four alone', () => {
    for (const name of names) expect(isLifecycleDate(name)).toBe(true)
    expect(isLifecycleDate('InitialDate')).toBe(false)
    expect(isLifecycleDate('x:ActivationDate')).toBe(false)
  })
})
