export { clipboardSequence } from './clipboard-sequence.ts';
export { fitText, padText } from './fit-text.ts';
export { formatBytes } from './format-bytes.ts';
export { formatCompact, formatCount, formatPercent } from './format-count.ts';
export { formatDollars } from './format-dollars.ts';
export { formatDuration } from './format-duration.ts';
export { formatAge, formatDate, formatDateTime, formatRelativeTime } from './format-relative-time.ts';
export { renderTable, type Column } from './table.ts';
