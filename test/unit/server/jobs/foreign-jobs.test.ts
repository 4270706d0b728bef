import {describe, expect, it} from 'vitest'
import type {ResponseBatchItem} from '../../../../src/kmip/message/batch-item.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {Poll} from '../../../../src/kmip/operations/poll.ts'
import type {Presented} from '../../../../src/server/identity/identify.ts'
import type {Identity} from '../../../../src/server/identity/identity.ts'
import {JobRunner} from '../../../../src/server/jobs/job-runner.ts'
import {aes, attributes} from '../../../support/managed-objects.ts'
import {createTestEngine, entry, identityOf, type TestEngine} from '../../../support/test-engine.ts'

/** Of a client that an imported authority certified under the serial number of a credential. */
function foreignIdentity(fingerprint: string): Identity {
  return {...identityOf('one'), foreign: {fingerprint, certificates: [], listener: 'l'}}
}

async function ask(t: TestEngine, identity: Identity): Promise<ResponseBatchItem | undefined> {
  const create = entry(Create, {objectType: 'SymmetricKey', attributes: attributes(aes)})
  const {batchItems} = await t.batch([create], {identity, header: {asynchronousIndicator: 'Optional'}})
  return batchItems?.[0]
}

async function run(t: TestEngine, identity: Identity): Promise<readonly Presented[]> {
  const asked: Presented[] = []
  const runner = new JobRunner(t.engine, async (presented) => {
    asked.push(presented)
    return identity
  })
  runner.wake()
  await runner.idle()
  await runner.stop(1000)
  return asked
}

describe('An asynchronous request of a client without a credential', () => {
  it('runs as whoever its certificate stands for by then, and is nobody else’s', async () => {
    const t = await createTestEngine()
    const identity = foreignIdentity('f')
    const pending = await ask(t, identity)
    expect(await run(t, identity)).toEqual([{fingerprint: 'f', certificates: [], listener: 'l'}])
    const poll = (as: Identity) =>
      t.refusal(
        Poll,
        {asynchronousCorrelationValue: pending?.asynchronousCorrelationValue ?? new Uint8Array(0)},
        {identity: as},
      )
    for (const other of [identityOf('one'), foreignIdentity('g')]) {
      expect(await poll(other)).toMatchObject({resultReason: 'ItemNotFound'})
    }
    expect(await poll(identity)).toMatchObject({resultStatus: 'Success'})
  })
})
