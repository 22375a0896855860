import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Family } from './families.ts';
import type { MetricsPage } from './metrics-page.ts';

/** The text format of Prometheus. */
export async function renderPage(families: readonly Family[]): Promise<MetricsPage> {
  const registry = new Registry();
  for (const family of families) register(registry, family);
  return { contentType: registry.contentType, text: await registry.metrics() };
}

function register(registry: Registry, family: Family): void {
  const { name, help } = family;
  if (family.type === 'histogram') return registry.registerMetric(new CountedHistogram(family));
  const labelNames = Object.keys(family.samples[0]?.labels ?? {});
  if (family.type === 'gauge') {
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const { labels, value } of family.samples) gauge.set(labels, value);
  } else {
    const counter = new Counter({ name, help, labelNames, registers: [registry] });
    // A count that was corrected downwards is told as no growth: counters refuse to fall.
    for (const { labels, value } of family.samples) counter.inc(labels, Math.max(0, value));
  }
}

/** A histogram that was counted elsewhere: the library's own takes single observations only. */
class CountedHistogram extends Histogram {
  readonly #family: Extract<Family, { type: 'histogram' }>;

  constructor(family: Extract<Family, { type: 'histogram' }>) {
    const { name, help, label, bounds } = family;
    super({ name, help, labelNames: [label], buckets: [...bounds], registers: [] });
    this.#family = family;
  }

  override async get() {
    return { ...(await super.get()), values: [...this.#values()] };
  }

  /** What the registry asks for where there is one. */
  getForPromString() {
    return this.#own();
  }

  async #own() {
    const { name, help } = this.#family;
    return { name, help, type: 'histogram', values: [...this.#values()], aggregator: 'sum' };
  }

  *#values() {
    const { name, label, bounds, series } = this.#family;
    for (const [source, { counts, sum }] of series) {
      const labels = { [label]: source };
      let below = 0;
      for (const [place, count] of counts.entries()) {
        below += count;
        yield {
          metricName: `${name}_bucket`,
          labels: { ...labels, le: bounds[place] ?? '+Inf' },
          value: below,
        };
      }
      yield { metricName: `${name}_sum`, labels, value: sum };
      yield { metricName: `${name}_count`, labels, value: below };
    }
  }
}
