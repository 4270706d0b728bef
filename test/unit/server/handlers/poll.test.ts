import {Poll} from '../../../../src/kmip/operations/poll.ts'
import {describeRoles} from '../../../support/access-tests.ts'

// What it gives is told in test/unit/server/jobs
describeRoles(Poll, {asynchronousCorrelationValue: new Uint8Array(18)})
