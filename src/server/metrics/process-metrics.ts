import {collectDefaultMetrics, Registry} from 'prom-client'

let registry: Registry | undefined

/** Processor time, memory, event loop, garbage collection of the process: one set, however many servers it runs. */
export function processMetrics(): Registry {
  if (registry === undefined) {
    registry = new Registry()
    collectDefaultMetrics({register: registry})
  }
  return registry
}
