import {closedFailure} from './closed-failure.ts'
import type {DescribeFailure, FailureTable} from './failure.ts'

const unknownHost: DescribeFailure = (_server, {address}) => ({
  stage: 'resolve',
  message: `Host ${address.host} is unknown`,
  hint: 'Check the spelling, or use the IP address',
})

const noAnswerToConnect: DescribeFailure = (server) => ({
  message: `Server ${server} does not answer`,
  hint: 'Check the address, and that no firewall drops the packets',
})

const unreachable: DescribeFailure = (server) => ({
  message: `Server ${server} cannot be reached from this network`,
  hint: 'Check the address and the route to it',
})

/** Node's codes for what the system says about names and sockets. */
export const socketFailures: FailureTable = {
  ENOTFOUND: unknownHost,
  EAI_NODATA: unknownHost,
  EAI_NONAME: unknownHost,
  ENODATA: unknownHost,
  EAI_AGAIN: (_server, {address}) => ({
    stage: 'resolve',
    message: `Host ${address.host} could not be looked up, because the name server does not answer`,
    hint: 'Check the network, or use the IP address',
  }),
  ECONNREFUSED: (server) => ({
    message: `Server ${server} refused the connection`,
    hint: 'Check that the server runs and listens on this port',
  }),
  ETIMEDOUT: noAnswerToConnect,
  EHOSTUNREACH: unreachable,
  EHOSTDOWN: unreachable,
  ENETUNREACH: unreachable,
  ENETDOWN: unreachable,
  EADDRNOTAVAIL: unreachable,
  EACCES: (server) => ({message: `This system does not allow a connection to ${server}`}),
  EPERM: (server) => ({message: `This system does not allow a connection to ${server}`}),
  EMFILE: () => ({message: 'This process has too many open files', hint: 'Use fewer connections, or raise ulimit -n'}),
  ECONNRESET: closedFailure,
  ECONNABORTED: closedFailure,
  EPIPE: closedFailure,
}
