import {ExitCode, KmipctlError} from '../errors.ts'
import {DiscoverVersions} from '../kmip/operations/discover-versions.ts'
import {compareVersions, protocolVersionOf, versionOf, versions, type Version} from '../kmip/spec/version.ts'
import type {KmipClient} from './kmip-client.ts'
import {OperationFailedError} from './operation-failed-error.ts'

/** The first version that has Discover Versions. */
const asking: Version = '1.1'

/** Published versions; the draft of 3.0 is only for those who ask for it. */
const offered: readonly Version[] = versions.filter((version) => version !== '3.0')

/**
 * The highest version that the server and we know. A server without Discover Versions speaks 1.0, unless its refusal
 * came in another version.
 *
 * @throws KmipctlError when there is no common version
 */
export async function negotiateVersion(
  client: Pick<KmipClient, 'call'>,
  options: {readonly signal?: AbortSignal | undefined} = {},
): Promise<Version> {
  const protocolVersion = offered.toReversed().map(protocolVersionOf)
  try {
    const response = await client.call(
      DiscoverVersions,
      {protocolVersion},
      {
        ...options,
        version: asking,
        // No version of 1.x knows tickets and hashed passwords
        header: {ticket: undefined, hashedLogin: undefined},
      },
    )
    return highest((response.protocolVersion ?? []).flatMap((version) => versionOf(version) ?? []))
  } catch (error) {
    if (error instanceof OperationFailedError) return fallback(error)
    throw error
  }
}

function highest(found: readonly Version[]): Version {
  const common = found.filter((version) => offered.includes(version)).toSorted(compareVersions)
  const version = common.at(-1)
  if (version !== undefined) return version
  throw new KmipctlError(
    'NO_COMMON_VERSION',
    'Server speaks no version of KMIP that we know',
    ExitCode.operationFailed,
    {
      hint: 'Try one with --kmip-version',
    },
  )
}

/** Reasons by which servers of 1.0, and such of 2.x alone, refuse the question itself. */
const refusals: ReadonlySet<unknown> = new Set([
  'OperationNotSupported',
  'InvalidMessage',
  'UnsupportedProtocolVersion',
  'FeatureNotSupported',
  'InvalidField',
])

function fallback(error: OperationFailedError): Version {
  if (!refusals.has(error.resultReason)) throw error
  if (error.resultReason === 'OperationNotSupported') return '1.0'
  const {answeredVersion} = error
  return answeredVersion === undefined || answeredVersion === asking ? '1.0' : answeredVersion
}
