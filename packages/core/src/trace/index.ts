export { spansOf } from './spans-of.ts';
export { openTraces, type Traces, type TracesOptions } from './traces.ts';
