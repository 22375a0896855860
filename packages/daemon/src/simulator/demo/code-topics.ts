import type { DemoTopic } from './demo-topic.ts';

/** Answers with code, to show how code looks. */
export const codeTopics: readonly DemoTopic[] = [
  {
    pattern: /\b(typescript|javascript|node(\.js)?|react)\b/i,
    text: `Here is a small cache that forgets, in TypeScript. It keeps the most recently used entries, each for a limited time.

\`\`\`typescript
interface Entry<Value> {
  readonly value: Value;
  readonly expiresAt: number;
}

export function createCache<Value>(capacity: number, lifetimeMs: number, now = Date.now) {
  const entries = new Map<string, Entry<Value>>();

  return {
    get(key: string): Value | undefined {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      if (entry.expiresAt <= now()) return undefined;
      entries.set(key, entry); // the newest is last
      return entry.value;
    },
    set(key: string, value: Value): void {
      entries.delete(key);
      entries.set(key, { value, expiresAt: now() + lifetimeMs });
      const [oldest] = entries.keys();
      if (entries.size > capacity && oldest !== undefined) entries.delete(oldest);
    },
  };
}
\`\`\`

Why it is written so:

- A \`Map\` remembers the order in which keys were set, so the first key is the one that was not used for longest.
- The clock is a parameter. A test can move it; nothing has to sleep.
- It returns a plain object: there is no \`this\` to lose.`,
  },
  {
    pattern: /\b(python|pandas|django)\b/i,
    text: `Here is how to count the words of a file in Python, and show the ten most frequent.

\`\`\`python
import re
from collections import Counter
from pathlib import Path


def most_frequent(path: Path, count: int = 10) -> list[tuple[str, int]]:
    """Return the most frequent words of a text file, most frequent first."""
    text = path.read_text(encoding="utf-8").lower()
    words = re.findall(r"[^\\W\\d_]+", text)
    return Counter(words).most_common(count)


if __name__ == "__main__":
    for word, times in most_frequent(Path("notes.txt")):
        print(f"{times:>6}  {word}")
\`\`\`

1. \`[^\\W\\d_]+\` matches letters of every script, not only A to Z.
2. \`Counter\` does the counting, and \`most_common\` the sorting.
3. For a file that does not fit in memory, feed the \`Counter\` line by line with \`update\`.`,
  },
  {
    pattern: /\b(sql|postgres(ql)?|sqlite|database query|query)\b/i,
    text: `This finds, for every customer, the latest order and how it compares with the one before.

\`\`\`sql
WITH ranked AS (
  SELECT
    customer_id,
    ordered_at,
    total,
    LAG(total) OVER (PARTITION BY customer_id ORDER BY ordered_at) AS previous_total,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY ordered_at DESC) AS place
  FROM orders
)
SELECT customer_id, ordered_at, total, total - previous_total AS change
FROM ranked
WHERE place = 1
ORDER BY change DESC NULLS LAST;
\`\`\`

| Part | What it does |
|---|---|
| \`LAG\` | looks at the row before, within the same customer |
| \`ROW_NUMBER\` | numbers the orders from the latest on |
| \`NULLS LAST\` | puts customers with a single order at the end |

An index on \`(customer_id, ordered_at)\` lets the database read the rows in the order it needs.`,
  },
  {
    pattern: /\b(code|function|program|regex|algorithm|bug|bash)\b/i,
    text: `In which language? The demo has an example for each of these:

- \`write a TypeScript function\`
- \`write a Python function\`
- \`write a SQL query\`

And one in Bash, since you are in a terminal:

\`\`\`bash
#!/usr/bin/env bash
set -euo pipefail

# The ten largest files below this folder.
find . -type f -printf '%s\\t%p\\n' | sort -rn | head -n 10 | numfmt --field=1 --to=iec
\`\`\`

\`set -euo pipefail\` stops at the first error, at a variable that is not set, and at an error inside of a pipe.`,
  },
];
