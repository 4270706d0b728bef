import {Gauge, type Registry} from 'prom-client'
import type {ListenerState, ServerObserver} from '../observation/observer.ts'

/** How the listeners of a server stand. */
export class ListenerMetrics implements ServerObserver {
  readonly #addresses: Gauge<'listener'>
  readonly #expiry: Gauge<'listener'>

  constructor(registry: Registry) {
    const gauge = (name: string, help: string): Gauge<'listener'> =>
      new Gauge({name, help, labelNames: ['listener'], registers: [registry]})
    this.#addresses = gauge(
      'kmip_listener_addresses',
      'Addresses of a listener that are open; 0 when it could not open',
    )
    this.#expiry = gauge(
      'kmip_listener_certificate_expiry_timestamp_seconds',
      'When the certificate ends that a listener shows to its clients, in seconds since 1970',
    )
  }

  readonly listenersChanged = (listeners: readonly ListenerState[]): void => {
    // Some may be gone
    this.#addresses.reset()
    this.#expiry.reset()
    for (const {name, openAddresses, certificateNotAfter} of listeners) {
      this.#addresses.set({listener: name}, openAddresses)
      if (certificateNotAfter !== undefined) this.#expiry.set({listener: name}, certificateNotAfter.getTime() / 1000)
    }
  }
}
