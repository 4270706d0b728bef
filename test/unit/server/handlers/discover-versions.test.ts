import {describe, expect, it} from 'vitest'
import {DiscoverVersions} from '../../../../src/kmip/operations/discover-versions.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

describeRoles(DiscoverVersions, {})

const [v21, v20] = [1, 0].map((minor) => ({major: 2, minor}))
const [v14, v13, v12, v11, v10] = [4, 3, 2, 1, 0].map((minor) => ({major: 1, minor}))

describe('Discover Versions', () => {
  it('lists all versions of the server, newest first, to a client that lists none', async () => {
    const t = await createTestEngine()
    expect(await t.call(DiscoverVersions, {})).toEqual({protocolVersion: [v21, v20, v14, v13, v12, v11, v10]})
  })

  it('lists what both speak, newest first, in whatever order the client asks', async () => {
    const t = await createTestEngine()
    const asked = [
      {major: 3, minor: 0},
      {major: 1, minor: 0},
      {major: 1, minor: 4},
    ]
    expect(await t.call(DiscoverVersions, {protocolVersion: asked})).toEqual({protocolVersion: [v14, v10]})
  })

  it('lists exactly one version when one is asked for', async () => {
    const t = await createTestEngine()
    const asked = [{major: 1, minor: 4}]
    expect(await t.call(DiscoverVersions, {protocolVersion: asked}, {version: '1.1'})).toEqual({protocolVersion: [v14]})
  })

  it('succeeds with an empty list when nothing is common', async () => {
    const t = await createTestEngine()
    const item = await t.refusal(DiscoverVersions, {protocolVersion: [{major: 9, minor: 9}]})
    expect(item).toMatchObject({resultStatus: 'Success', payload: {value: []}})
  })

  it('does not exist at 1.0', async () => {
    const t = await createTestEngine()
    expect(await t.refusal(DiscoverVersions, {}, {version: '1.0'})).toMatchObject({
      operation: 'DiscoverVersions',
      resultReason: 'OperationNotSupported',
    })
  })
})
