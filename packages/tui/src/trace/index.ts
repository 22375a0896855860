export { findTrace } from './find-trace.ts';
export { routeLines } from './route-lines.ts';
export { spanBar } from './span-bar.ts';
export { spanFacts, traceFacts } from './trace-facts.ts';
