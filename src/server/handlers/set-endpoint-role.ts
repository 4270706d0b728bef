import {KmipError} from '../../kmip/error.ts'
import {SetEndpointRole} from '../../kmip/operations/set-endpoint-role.ts'
import {handler} from '../handler.ts'
import {describeIdentity} from '../identity/identity.ts'

/**
 * KMIP 2.1 section 6.1.54: the role is that of the server. It becomes the client only where it has something to say to
 * this one; then the connection is for its requests, until the other end wants to change back.
 */
export const setEndpointRole = handler(SetEndpointRole, async ({endpoints, identity}, {endpointRole}) => {
  if (typeof endpointRole === 'number') {
    throw new KmipError('InvalidField', 'The Endpoint Role is neither Client nor Server')
  }
  if (endpoints === undefined) {
    throw new KmipError('FeatureNotSupported', 'The ends of this connection cannot change their roles')
  }
  if (endpointRole === 'Client' && (identity.receives ?? []).length === 0) {
    throw new KmipError(
      'PermissionDenied',
      `Clients of ${describeIdentity(identity)} receive no requests of the server`,
    )
  }
  return {endpointRole}
})
