export { formatAge, formatDuration } from './format-duration.ts';
export { formatCount, formatTokens } from './format-tokens.ts';
export { formatUsd } from './format-usd.ts';
export { neutralise, neutraliseLine } from './neutralise.ts';
