import {describe, expect, it} from 'vitest'
import {announcedHeader} from '../../../../src/server/listener/announced-header.ts'
import {announcedVersion} from '../../../../src/server/pipeline/announced-version.ts'
import {request} from '../../../support/running-server.ts'

const supported = ['1.4', '1.3', '1.2', '1.1', '1.0'] as const

describe('announcedHeader', () => {
  it.each(['1.1', '1.2', '1.4'] as const)(
    'finds version %s in a message that is broken behind its header',
    (version) => {
      const bytes = Buffer.from(request(1, {version}))
      bytes.fill(0xff, 60)
      expect(announcedVersion(announcedHeader(bytes), supported)).toBe(version)
    },
  )

  it('gives nothing for a message that is too short or broken at the version', () => {
    expect(announcedHeader(request().subarray(0, 50))).toBeUndefined()
    const bytes = Buffer.from(request())
    bytes[19] = 0x55
    expect(announcedHeader(bytes)).toBeUndefined()
  })
})
