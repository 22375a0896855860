export { createTelemetry, type Telemetry, type TelemetryOptions } from './create-telemetry.ts';
export { createMetricsPage } from './prometheus/create-metrics-page.ts';
export type { DaemonFigures } from './prometheus/daemon-figures.ts';
export { processFigures } from './prometheus/process-figures.ts';
export type { MetricsPage } from './prometheus/metrics-page.ts';
