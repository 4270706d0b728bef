import {Ping} from '../../kmip/operations/ping.ts'
import {handler} from '../handler.ts'

/** KMIP 2.1 section 6.1.36: that the server answers is the whole answer. */
export const ping = handler(Ping, async () => ({}))
