import {Counter, type Registry} from 'prom-client'

/** A counter of a registry, as cheap as a number; it is shown when somebody asks. */
export class Count {
  #value = 0

  constructor(registry: Registry, name: string, help: string) {
    const value = (): number => this.#value
    const counter = new Counter({
      name,
      help,
      registers: [],
      collect() {
        this.reset()
        this.inc(value())
      },
    })
    registry.registerMetric(counter)
  }

  add(amount = 1): void {
    this.#value += amount
  }
}

/** The same of operations and what came of them. */
export class OperationCounts {
  readonly #values = new Map<string, Map<string, number>>()

  constructor(registry: Registry, name: string, help: string) {
    const values = this.#values
    const counter = new Counter({
      name,
      help,
      labelNames: ['operation', 'result'],
      registers: [],
      collect() {
        this.reset()
        for (const [operation, results] of values) {
          for (const [result, count] of results) this.inc({operation, result}, count)
        }
      },
    })
    registry.registerMetric(counter)
  }

  add(operation: string, result: string, amount = 1): void {
    let results = this.#values.get(operation)
    if (results === undefined) this.#values.set(operation, (results = new Map()))
    results.set(result, (results.get(result) ?? 0) + amount)
  }
}
