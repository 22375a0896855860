/** Texts of our own, with their tokens by Anthropic's last public tokenizer (npm `@anthropic-ai/tokenizer` 0.0.4). */
export const COUNTED_TEXTS: readonly {
  readonly kind: string;
  readonly tokens: number;
  readonly text: string;
}[] = [
  {
    kind: 'prose',
    tokens: 165,
    text: `The jackdaw is the smallest of the crows that live near people. It nests in chimneys, in church towers and in holes of old trees, and it pairs for life. On winter evenings hundreds of them gather above the town, talk for half an hour, and then fall silent all at once. Those who have kept one say that it knows its owner by the face, that it steals what glitters, and that it will sit on the rim of a glass and wait until somebody looks away. Farmers used to be of two minds about the bird: it eats grubs and beetles by the thousand, but it also takes cherries, and now and then an egg. Whether it understands numbers is an open question; it does seem to notice when one of six nuts is missing.`,
  },
  {
    kind: 'report',
    tokens: 132,
    text: `In the second quarter the number of requests grew by eleven per cent, while the cost of answering them fell for the first time since the service was opened. Three changes explain most of this. First, questions that had been asked before were answered from the cache, which saved about a third of the calls. Second, short factual questions went to a smaller model, and a sample that was read by two people showed no loss of quality. Third, the retry policy no longer repeats calls that cannot succeed. We expect the trend to continue through autumn, although the new tokenizer of the larger models will make each request somewhat more expensive than the same request was in spring.`,
  },
  {
    kind: 'typescript',
    tokens: 219,
    text: `export function createBuckets(limits: Limits, clock: Clock): Buckets {
  const buckets = new Map<string, Bucket>();

  function bucketOf(model: string): Bucket {
    const known = buckets.get(model);
    if (known !== undefined) return known;
    const fresh = { tokens: limits.burst, updatedAt: clock.monotonic() };
    buckets.set(model, fresh);
    return fresh;
  }

  return {
    take(model, amount) {
      const bucket = bucketOf(model);
      const elapsed = clock.monotonic() - bucket.updatedAt;
      bucket.tokens = Math.min(limits.burst, bucket.tokens + (elapsed / 1000) * limits.perSecond);
      bucket.updatedAt += elapsed;
      if (bucket.tokens < amount) return { ok: false, waitMs: ((amount - bucket.tokens) / limits.perSecond) * 1000 };
      bucket.tokens -= amount;
      return { ok: true };
    },
  };
}
`,
  },
  {
    kind: 'python',
    tokens: 182,
    text: `import csv
from collections import defaultdict
from datetime import date


def monthly_totals(path, currency="EUR"):
    """Sum the amounts of a bank statement by month."""
    totals = defaultdict(float)
    with open(path, newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter=";"):
            if row["currency"] != currency:
                continue
            booked = date.fromisoformat(row["booked"])
            totals[(booked.year, booked.month)] += float(row["amount"].replace(",", "."))
    return dict(sorted(totals.items()))


if __name__ == "__main__":
    for (year, month), total in monthly_totals("statement.csv").items():
        print(f"{year}-{month:02d}: {total:10.2f}")
`,
  },
  {
    kind: 'markdown',
    tokens: 168,
    text: `# Backups

The script copies what has changed since the last run, and nothing else.

## Use

1. Install it: \`npm install --global small-backup\`
2. Name what is to be kept in \`~/.small-backup.json\`
3. Run \`small-backup now\`, or let cron do it every night

| option | default | meaning |
|---|---|---|
| \`--target\` | \`/mnt/backup\` | where copies go |
| \`--keep\` | \`30\` | how many days they stay |
| \`--dry-run\` | off | say what would be copied |

**Note**: links are kept as links. See [the manual](docs/manual.md) for everything else.
`,
  },
];
