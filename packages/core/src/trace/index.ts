export { spansOf } from './spans-of.ts';
export { openTraces, type Traces } from './traces.ts';
