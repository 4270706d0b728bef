import {DiscoverVersions} from '../../kmip/operations/discover-versions.ts'
import {protocolVersionOf} from '../../kmip/spec/version.ts'
import {handler} from '../handler.ts'

/** KMIP 1.4 section 4.26, 2.1 section 6.1.16: what both sides speak, newest first; all without a list. */
export const discoverVersions = handler(DiscoverVersions, async (context, {protocolVersion: asked = []}) => {
  const supported = context.facts.versions.map(protocolVersionOf)
  const common = supported.filter(({major, minor}) => asked.some((one) => one.major === major && one.minor === minor))
  return {protocolVersion: asked.length === 0 ? supported : common}
})
