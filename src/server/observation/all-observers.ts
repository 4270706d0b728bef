import type {ServerObserver} from './observer.ts'

/** One that tells all of them, in their order; undefined when there is none to tell. */
export function allObservers(observers: readonly ServerObserver[]): ServerObserver | undefined {
  if (observers.length < 2) return observers[0]
  return {
    listenersChanged: eachOf(observers, 'listenersChanged'),
    connectionOpened: eachOf(observers, 'connectionOpened'),
    connectionClosed: eachOf(observers, 'connectionClosed'),
    connectionRefused: eachOf(observers, 'connectionRefused'),
    requestReceived: eachOf(observers, 'requestReceived'),
    exchangeDone: eachOf(observers, 'exchangeDone'),
    requestSending: eachOf(observers, 'requestSending'),
    jobsStarting: eachOf(observers, 'jobsStarting'),
    rotationDone: eachOf(observers, 'rotationDone'),
    jobDone: eachOf(observers, 'jobDone'),
  }
}

type Hook = keyof ServerObserver
type EventOf<K extends Hook> = Parameters<NonNullable<ServerObserver[K]>>[0]
type Tell<K extends Hook> = (event: EventOf<K>) => void | Promise<void>

/** Undefined when none of them asked for it. What takes time goes on side by side. */
function eachOf<K extends Hook>(observers: readonly ServerObserver[], hook: K): ServerObserver[K] {
  const interested = observers.filter((observer) => observer[hook] !== undefined)
  if (interested.length === 0) return undefined
  return (event: EventOf<K>): void | Promise<void> => {
    const pending: Promise<void>[] = []
    for (const observer of interested) {
      const done = (observer[hook] as Tell<K> | undefined)?.call(observer, event)
      if (done !== undefined) pending.push(done)
    }
    return pending.length === 0 ? undefined : Promise.all(pending).then(() => undefined)
  }
}
