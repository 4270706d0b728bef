import {expect} from 'vitest'
import {KmipError, type ResultReasonName} from '../../../src/kmip/error.ts'

/** The KmipError of an action that must fail with a reason. */
export function refusal(reason: ResultReasonName, action: () => unknown): KmipError {
  try {
    action()
  } catch (error) {
    if (!(error instanceof KmipError)) throw error
    expect(error.reason).toBe(reason)
    return error
  }
  throw new Error(`Nothing was refused, but ${reason} was expected`)
}
