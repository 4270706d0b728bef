import {readFileSync} from 'node:fs'
import type {MetricObject} from 'prom-client'
import {describe, expect, it} from 'vitest'
import {connectionRefusalCauses, identityRefusalCauses} from '../../src/server/observation/refusal-cause.ts'
import {processMetrics} from '../../src/server/metrics/process-metrics.ts'
import {ServerMetrics} from '../../src/server/metrics/server-metrics.ts'
import {MemoryStore} from '../../src/storage/memory/memory-store.ts'

const {registry} = new ServerMetrics({
  store: new MemoryStore(),
  clock: () => new Date(),
  report: () => '',
  version: '0.0.0',
  operations: [],
  byScope: true,
  connectionLimit: 1,
})

/** What prom-client tells of a metric beside what it declares. */
interface Declared extends Omit<MetricObject, 'type'> {
  readonly type: string
  readonly labelNames?: readonly string[]
}

function declared(name: string): Declared {
  const metric: unknown = registry.getSingleMetric(name)
  return metric as Declared
}

function rows(): string {
  return registry
    .getMetricsAsArray()
    .map(({name, help}) => {
      const {type, labelNames = []} = declared(name)
      const labels = labelNames.filter((label) => label !== 'le').map((label) => `\`${label}\``)
      return `| \`${name}\` | ${type} | ${labels.join(', ')} | ${help} |`
    })
    .sort()
    .join('\n')
}

function list(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ')
}

const document = `# Metrics

\`kmipctl serve --metrics 127.0.0.1:9100\` answers in HTTP, without TLS, at an address of its own:

| path | answer |
| --- | --- |
| \`/metrics\` | the table below, in the text format of Prometheus |
| \`/healthz\` | 200 while the process lives |
| \`/readyz\` | 200 while the server listens on an address, its store answers and, where there is an audit, a device of it works; 503 with a reason in JSON otherwise, also while it starts and stops |

Nothing in it is secret; names of scopes are in it, unless \`--metrics-without-scopes\` adds them up. Nothing is measured without
\`--metrics\`. [grafana-dashboard.json](grafana-dashboard.json) shows all of it.

\`\`\`yaml
scrape_configs:
  - job_name: kmipctl
    static_configs:
      - targets: ['127.0.0.1:9100']
\`\`\`

The tables are made from the code, and compared with it by a test (\`npx vitest run test/gates/metrics.test.ts -u\` writes them anew).

| metric | type | labels | meaning |
| --- | --- | --- | --- |
${rows()}

Beside them there are those of the process (\`process_…\`: processor time, memory, open files) and of Node (\`nodejs_…\`: delay of the
event loop, garbage collection, heap).

Labels are of finite number: \`operation\` and \`result\` are names of KMIP (\`unknown\` and \`Other\` for what has none, \`batch\` for a
message with several operations), \`state\` is KMIP's or \`Stateless\`, \`scope\`, \`listener\`, \`device\` and \`name\` are what the operator named.

\`cause\` of a refused connection: ${list(connectionRefusalCauses)}.

\`cause\` of a refused identity: ${list(identityRefusalCauses)}.

Objects, credentials and authorities are counted when somebody asks for metrics, at most once a second and for a twentieth of the
time, a few thousand at once: a scrape of a store with a million objects holds up no request. While a large store is counted, its counts are
those of the time before; \`kmip_store_counted_timestamp_seconds\` tells how old they are. An object whose state a date has changed
counts in its old state until somebody looks at it.

## Alerts to begin with

| when | expression |
| --- | --- |
| credentials end within a week | \`kmip_credential_expiry_timestamp_seconds - time() < 7 * 86400\` |
| an authority ends within 30 days | \`kmip_authority_expiry_timestamp_seconds - time() < 30 * 86400\` |
| an audit device fails | \`kmip_audit_device_working == 0\` |
| a listener could not be opened | \`kmip_listener_addresses == 0\` |
| clients are turned away | \`sum by (cause) (rate(kmip_connection_refusals_total{cause!="closed_by_peer"}[5m])) > 0\` |
| revoked or unknown clients ask | \`sum by (cause) (rate(kmip_identity_refusals_total[5m])) > 0\` |
| something fails inside | \`rate(kmip_requests_total{result="GeneralFailure"}[5m]) > 0 or rate(kmip_store_failures_total[5m]) > 0\` |
| answers are slow | \`histogram_quantile(0.99, sum by (le) (rate(kmip_request_duration_seconds_bucket[5m]))) > 0.5\` |
`

describe('docs/metrics.md', () => {
  it('names every metric with its labels', async () => {
    await expect(document).toMatchFileSnapshot('../../docs/metrics.md')
  })

  it('asks in its alerts for metrics that there are', () => {
    expect(unknownNames(document)).toEqual([])
  })
})

describe('names of metrics', () => {
  it('are told apart in OpenMetrics too, where a counter is called without its ending', () => {
    const families = registry.getMetricsAsArray().map(({name}) => name.replace(/_total$/, ''))
    expect(families.length).toBe(new Set(families).size)
  })

  it('have the units and endings of Prometheus', () => {
    for (const {name} of registry.getMetricsAsArray()) {
      const {type} = declared(name)
      expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter'])
      expect(name).toMatch(/^(kmip|kmipctl)_[a-z_]+$/)
      if (type === 'histogram') expect(name).toMatch(/_seconds$/)
    }
  })
})

const dashboard = readFileSync(new URL('../../docs/grafana-dashboard.json', import.meta.url), 'utf8')

interface Panel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly targets?: readonly {readonly expr: string; readonly refId: string}[]
  readonly gridPos: {readonly x: number; readonly y: number; readonly w: number; readonly h: number}
}

const {panels, title, uid}: {panels: readonly Panel[]; title: string; uid: string} = JSON.parse(dashboard)
const charts = panels.filter(({type}) => type !== 'row')
const expressions = charts.flatMap(({targets = []}) => targets.map(({expr}) => expr))

describe('docs/grafana-dashboard.json', () => {
  it('has a name, and panels with queries that overlap nowhere', () => {
    expect([title, uid]).toEqual(['kmipctl', 'kmipctl'])
    expect(charts.filter(({targets = []}) => targets.length === 0)).toEqual([])
    const cells = panels.flatMap(({gridPos: {x, y, w, h}}) =>
      Array.from({length: w * h}, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    expect(new Set(panels.map(({id}) => id)).size).toBe(panels.length)
  })

  it('asks for metrics that there are, by labels that they have', () => {
    expect(unknownNames(expressions.join('\n'))).toEqual([])
    expect(unknownLabels(expressions)).toEqual([])
  })

  it('shows every metric of the server', () => {
    const shown = new Set(expressions.flatMap((expression) => namesIn(expression).map(baseName)))
    expect(
      registry
        .getMetricsAsArray()
        .map(({name}) => name)
        .filter((name) => !shown.has(name)),
    ).toEqual([])
  })
})

function namesIn(text: string): string[] {
  return text.match(/\b(?:kmip|kmipctl|process|nodejs)_[a-z0-9_]+/g) ?? []
}

/** A histogram is asked for by its parts. */
function baseName(name: string): string {
  return name.replace(/_(?:bucket|sum|count)$/, '')
}

function unknownNames(text: string): string[] {
  const known = new Set(
    [...registry.getMetricsAsArray(), ...processMetrics().getMetricsAsArray()].map(({name}) => name),
  )
  return namesIn(text).filter((name) => !known.has(name) && !known.has(baseName(name)))
}

function unknownLabels(queries: readonly string[]): string[] {
  return queries.flatMap((query) => {
    const labels = new Set(namesIn(query).flatMap((name) => declared(baseName(name))?.labelNames ?? []))
    const used = [...query.matchAll(/by \(([^)]+)\)|\{([^}]*)\}/g)].flatMap(([, by, matchers]) =>
      by === undefined
        ? [...(matchers ?? '').matchAll(/(\w+)\s*[=!]/g)].map(([, name]) => name ?? '')
        : by.split(/\s*,\s*/),
    )
    return used
      .filter((label) => !labels.has(label) && !['le', 'job', 'instance'].includes(label))
      .map((label) => `${label}: ${query}`)
  })
}
