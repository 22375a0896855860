export { bar } from './bar.ts';
export { columnChart } from './column-chart.ts';
export { histogram, type Bucket } from './histogram.ts';
export { overTime, type TimeSpan } from './over-time.ts';
export { largest, sparkline } from './sparkline.ts';
