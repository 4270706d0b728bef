import type {Histogram, Registry} from 'prom-client'

/** Upper bounds in seconds: from an answer out of memory to one that hangs. */
const bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

interface Tally {
  /** Durations up to each of the bounds and above the one before; beyond the last at the end. */
  readonly counts: number[]
  sum: number
}

export interface DurationHistogramOptions<Label extends string> {
  readonly name: string
  readonly help: string
  readonly registry: Registry
  /** Undefined for one without labels. */
  readonly label?: Label | undefined
}

interface Value {
  readonly metricName: string
  readonly labels: Readonly<Record<string, string | number>>
  readonly value: number
}

/**
 * A histogram of durations in a registry of prom-client. That of prom-client works out a key of its labels each time, which costs
 * a fast request a noticeable part of its time.
 */
export class DurationHistogram<Label extends string = string> {
  readonly name: string
  readonly help: string
  readonly type = 'histogram'
  readonly aggregator = 'sum'
  readonly labelNames: readonly string[]
  readonly #label: Label | undefined
  readonly #tallies = new Map<string, Tally>()

  constructor({name, help, registry, label}: DurationHistogramOptions<Label>) {
    this.name = name
    this.help = help
    this.#label = label
    this.labelNames = label === undefined ? [] : [label]
    if (label === undefined) this.#tally('')
    // All that a registry asks of a metric is here
    registry.registerMetric(this as unknown as Histogram)
  }

  /** `value` is that of the label, an empty text without one. */
  observe(value: string, seconds: number): void {
    const tally = this.#tallies.get(value) ?? this.#tally(value)
    let index = 0
    while (seconds > (bounds[index] ?? Infinity)) index++
    tally.counts[index] = (tally.counts[index] ?? 0) + 1
    tally.sum += seconds
  }

  /** Values of the label that are shown before there is a duration of them. */
  expect(...values: readonly string[]): void {
    for (const value of values) this.#tally(value)
  }

  reset(): void {
    this.#tallies.clear()
  }

  async get(): Promise<object> {
    const {name, help, type, aggregator} = this
    return {
      name,
      help,
      type,
      aggregator,
      values: [...this.#tallies].flatMap(([value, tally]) => this.#values(value, tally)),
    }
  }

  #tally(value: string): Tally {
    const tally = {counts: Array.from({length: bounds.length + 1}, () => 0), sum: 0}
    this.#tallies.set(value, tally)
    return tally
  }

  #values(value: string, {counts, sum}: Tally): Value[] {
    const labels = this.#label === undefined ? {} : {[this.#label]: value}
    let total = 0
    const buckets = counts.map((count, index) => {
      total += count
      return {metricName: `${this.name}_bucket`, labels: {le: bounds[index] ?? '+Inf', ...labels}, value: total}
    })
    return [
      ...buckets,
      {metricName: `${this.name}_sum`, labels, value: sum},
      {metricName: `${this.name}_count`, labels, value: total},
    ]
  }
}
