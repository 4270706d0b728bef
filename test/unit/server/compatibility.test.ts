import {describe, expect, it} from 'vitest'
import {attributesHiddenFor} from '../../../src/server/compatibility.ts'

describe('attributesHiddenFor', () => {
  it('hides from PyKMIP what it cannot decode and keeps what it can', () => {
    const hidden = attributesHiddenFor('pykmip')
    expect(hidden).toEqual(expect.arrayContaining(['Link', 'UsageLimits', 'RevocationReason', 'OriginalCreationDate']))
    expect(hidden).toEqual(
      expect.arrayContaining(['AlternativeName', 'RandomNumberGenerator', 'Comment', 'Extractable', 'Digest']),
    )
    for (const name of ['Name', 'State', 'Fresh', 'Sensitive', 'LastChangeDate', 'LeaseTime']) {
      expect(hidden).not.toContain(name)
    }
  })
})
