import type {Socket} from 'node:net'

/** How long a peer may take to close its side, in milliseconds: time for it to read the last answer. */
const lingerTime = 2000

/**
 * Closes our side. What still comes in is read and dropped for a while: closing over unread bytes would reset the
 * connection, and the peer could lose the answer that it has not read yet.
 */
export function endSocket(socket: Socket): void {
  socket.end()
  socket.resume()
  const timer = setTimeout(() => socket.destroy(), lingerTime)
  socket.once('close', () => clearTimeout(timer))
}
