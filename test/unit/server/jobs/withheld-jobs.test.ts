import {expect, it} from 'vitest'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {Poll} from '../../../../src/kmip/operations/poll.ts'
import {AuditFailure} from '../../../../src/server/audit/failure.ts'
import {JobRunner} from '../../../../src/server/jobs/job-runner.ts'
import {aes, attributes} from '../../../support/managed-objects.ts'
import {createTestEngine, entry, identityOf} from '../../../support/test-engine.ts'

it('an asynchronous request waits while nothing can be recorded, and runs when it can', async () => {
  let isAuditWorking = false
  const jobsStarting = (): void => {
    if (!isAuditWorking) throw new AuditFailure()
  }
  const t = await createTestEngine({engine: {observer: {jobsStarting}}})
  // Its credential, as a job finds it again
  const identity = {...identityOf('one'), foreign: {fingerprint: 'f', certificates: [], listener: 'l'}}
  const create = entry(Create, {objectType: 'SymmetricKey', attributes: attributes(aes)})
  const {batchItems} = await t.batch([create], {identity, header: {asynchronousIndicator: 'Optional'}})
  const asynchronousCorrelationValue = batchItems?.[0]?.asynchronousCorrelationValue ?? new Uint8Array()
  const poll = () => t.refusal(Poll, {asynchronousCorrelationValue}, {identity})
  const runner = new JobRunner(t.engine, async () => identity)

  runner.wake()
  await runner.idle()
  expect(await poll()).toMatchObject({resultStatus: 'OperationPending'})
  expect(t.internalErrors).toEqual([expect.any(AuditFailure)])

  isAuditWorking = true
  runner.wake()
  await runner.idle()
  expect(await poll()).toMatchObject({operation: 'Create', resultStatus: 'Success'})
  await runner.stop(1000)
})
