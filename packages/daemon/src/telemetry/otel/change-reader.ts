import type { Clock } from '@jackdaw/core';
import { MetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';

/**
 * Sends metrics a while after they have changed, and nothing while they do not: the library's own reader sends the same
 * figures for ever.
 */
export class ChangeReader extends MetricReader {
  readonly #exporter: PushMetricExporter;
  readonly #clock: Clock;
  readonly #delayMs: number;
  #waiting: AbortController | null = null;

  constructor(
    exporter: PushMetricExporter,
    { clock, delayMs }: { readonly clock: Clock; readonly delayMs: number },
  ) {
    super({
      ...(exporter.selectAggregation === undefined
        ? {}
        : { aggregationSelector: exporter.selectAggregation.bind(exporter) }),
      ...(exporter.selectAggregationTemporality === undefined
        ? {}
        : { aggregationTemporalitySelector: exporter.selectAggregationTemporality.bind(exporter) }),
    });
    this.#exporter = exporter;
    this.#clock = clock;
    this.#delayMs = delayMs;
  }

  changed(): void {
    if (this.#waiting !== null) return;
    this.#waiting = new AbortController();
    this.#clock.sleep(this.#delayMs, this.#waiting.signal).then(
      () => this.#send().catch(() => {}),
      () => {},
    );
  }

  async #send(): Promise<void> {
    this.#waiting = null;
    const { resourceMetrics } = await this.collect();
    await new Promise<void>((resolve) => this.#exporter.export(resourceMetrics, () => resolve()));
  }

  protected override async onForceFlush(): Promise<void> {
    if (this.#waiting === null) return;
    this.#waiting.abort();
    await this.#send();
  }

  protected override async onShutdown(): Promise<void> {
    await this.onForceFlush();
    await this.#exporter.shutdown();
  }
}
