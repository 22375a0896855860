import { Static, Text } from 'ink';
import { memo } from 'react';
import type { TranscriptItem } from '../state/index.ts';

/**
 * What is said and done: written once, above the live frame, then the terminal's own. Memoised on the items alone,
 * since each render of a `Static` bypasses the frame limit.
 */
export const TranscriptView = memo(function TranscriptView({ items }: { items: readonly TranscriptItem[] }) {
  return (
    <Static items={[...items]}>
      {(item) => <Text key={item.id}>{item.lines.map((line) => (line === '' ? ' ' : line)).join('\n')}</Text>}
    </Static>
  );
});
