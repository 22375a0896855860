import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { Log } from '../../log/index.ts';

interface Exporter<Items> {
  export(items: Items, done: (result: ExportResult) => void): void;
}

/**
 * Has the log hear once that a collector cannot be reached, and once that it can again. Whatever an exporter does, it
 * throws nothing at whoever exports.
 */
export function watchExporter<Items, E extends Exporter<Items>>(exporter: E, what: string, log: Log): E {
  let failing = false;
  const send = exporter.export.bind(exporter);

  function tell({ code, error }: ExportResult): void {
    const failed = code !== ExportResultCode.SUCCESS;
    if (failed === failing) return;
    failing = failed;
    if (failed) log.warn({ reason: error?.message ?? 'unknown' }, `The collector takes no ${what}.`);
    else log.info({}, `The collector takes ${what} again.`);
  }

  exporter.export = (items, done) => {
    const settle = (result: ExportResult) => {
      tell(result);
      done(result);
    };
    try {
      send(items, settle);
    } catch (error) {
      settle({
        code: ExportResultCode.FAILED,
        error: error instanceof Error ? error : new Error(String(error)),
      });
    }
  };
  return exporter;
}
