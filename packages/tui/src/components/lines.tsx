import { Box, Text } from 'ink';
import { memo } from 'react';

/** One row of the screen for each line, whatever its width: a frame's height is known before it is drawn. */
export const Lines = memo(function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line, row) => (
        // Rows have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <Text key={row} wrap="truncate-end">
          {line === '' ? ' ' : line}
        </Text>
      ))}
    </Box>
  );
});
