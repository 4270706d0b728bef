import {describe, expect, it} from 'vitest'
import {
  compareVersions,
  inRange,
  isBefore,
  isVersion,
  protocolVersionOf,
  versionOf,
  versions,
} from '../../../../src/kmip/spec/version.ts'

describe('versions', () => {
  it('lists the versions from the oldest to the newest', () => {
    expect(versions).toEqual(['1.0', '1.1', '1.2', '1.3', '1.4', '2.0', '2.1', '3.0'])
    expect(versions.toReversed().sort(compareVersions)).toEqual(versions)
  })

  it('compares a version with an older, a newer and the same one', () => {
    expect(compareVersions('1.4', '2.0')).toBeLessThan(0)
    expect(compareVersions('2.1', '1.3')).toBeGreaterThan(0)
    expect(compareVersions('1.2', '1.2')).toBe(0)
  })

  it('finds every version by the numbers of a message header, and back', () => {
    expect(protocolVersionOf('2.1')).toEqual({major: 2, minor: 1})
    for (const version of versions) expect(versionOf(protocolVersionOf(version))).toBe(version)
  })

  it('knows no version for other numbers', () => {
    expect(versionOf({major: 1, minor: 5})).toBeUndefined()
    expect(versionOf({major: 0, minor: 1})).toBeUndefined()
    expect(versionOf({major: -1, minor: 0})).toBeUndefined()
  })

  it('recognises the text of a version only in its exact form', () => {
    expect(isVersion('1.4')).toBe(true)
    expect(isVersion('1.40')).toBe(false)
    expect(isVersion('toString')).toBe(false)
  })
})

describe('inRange', () => {
  it('includes both ends of a closed range', () => {
    const inside = versions.filter((version) => inRange({since: '1.2', until: '2.0'}, version))
    expect(inside).toEqual(['1.2', '1.3', '1.4', '2.0'])
  })

  it('reaches to the newest version without an end', () => {
    expect(versions.filter((version) => inRange({since: '2.0'}, version))).toEqual(['2.0', '2.1', '3.0'])
  })

  it('takes data kept for all versions as being in every range', () => {
    expect(inRange({since: '3.0'}, 'any')).toBe(true)
    expect(inRange({since: '1.0', until: '1.4'}, 'any')).toBe(true)
  })
})

describe('isBefore', () => {
  it('is true only for older versions', () => {
    expect(versions.filter((version) => isBefore(version, '1.2'))).toEqual(['1.0', '1.1'])
  })

  it('takes data kept for all versions as older than none', () => {
    expect(isBefore('any', '3.0')).toBe(false)
  })
})
