import {connect} from 'node:net'
import type {Address} from '../../transport/address.ts'

/** Somebody accepts connections there; anything but a quick yes is a no. */
export function isListening({host, port}: Address, patienceMs = 500): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({host, port})
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(patienceMs, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
