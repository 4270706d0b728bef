import {Counter, Gauge, type Registry} from 'prom-client'

/** What is asked of the device of an audit. */
export interface MeasuredDevice {
  readonly name: string
  readonly isWorking: boolean
  readonly state: {readonly sequence: number}
}

/** Registers how the devices of an audit fare; without any there are no series. */
export function measureAudit(registry: Registry, devices: readonly MeasuredDevice[]): void {
  const working = new Gauge({
    name: 'kmip_audit_device_working',
    help: '1 while an audit device takes entries, 0 while it does not; when none does, requests are refused',
    labelNames: ['device'],
    registers: [],
    collect() {
      for (const {name, isWorking} of devices) this.set({device: name}, isWorking ? 1 : 0)
    },
  })
  const entries = new Counter({
    name: 'kmip_audit_entries_total',
    help: 'Entries in the chain of an audit device, those of earlier servers included',
    labelNames: ['device'],
    registers: [],
    collect() {
      this.reset()
      for (const {name, state} of devices) this.inc({device: name}, state.sequence)
    },
  })
  registry.registerMetric(working)
  registry.registerMetric(entries)
}
