import {versionsAre} from '../demands/abilities.ts'
import {protocolVersion} from '../draft/payloads.ts'
import {ask, type AskStep} from '../product.ts'

/** An operation as the Go library of Thales has it: a connection, Discover Versions with 1.4 alone, the operation. */
export function thalesSession(step: AskStep): AskStep[] {
  return [ask('DiscoverVersions', [protocolVersion('1.4')], {demands: [versionsAre('1.4')], session: true}), step]
}
