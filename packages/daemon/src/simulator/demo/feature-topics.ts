import type { DemoTopic } from './demo-topic.ts';
import { magicPrompts } from './magic-prompts.ts';

/** Answers about jackdaw itself. */
export const featureTopics: readonly DemoTopic[] = [
  {
    pattern:
      /^\s*(what can i )?simulate\??\s*$|simulat(e|or|ion) what|\b(faults?|failures?|errors?|retr(y|ies))\b/i,
    text: `## Watch things go wrong

Begin a message with one of these, and the simulator does it. What you see then is jackdaw's own handling, not an act.

| Say | What happens |
|---|---|
${magicPrompts.map(({ say, about }) => `| \`${say}\` | ${about} |`).join('\n')}

What jackdaw does about it:

- **Before the first word** a failed call is tried again, with growing and random pauses, and never more often than a budget allows. A \`retry-after\` from the service is honoured.
- **After the first word** nothing is thrown away: the part that came is kept and marked, and you can go on from it.
- **A spend limit, a bad key or a refusal** is told to you at once; trying again would not help.`,
  },
  {
    pattern: /\b(cach(e|ed|ing)|similar question|semantic)\b/i,
    text: `## How the cache works

There are two tiers, and both ask the same thing first: *is the whole context the same?* System prompt, earlier turns, tools and settings are part of the key, so a follow-up question is never answered from another conversation.

1. **Exact.** The same request, to the letter: the stored answer comes back in milliseconds.
2. **Similar.** The same question in other words: a small model on your machine compares the meaning, and *guards* compare what meaning alone gets wrong — numbers, dates, negation, names, units, versions, code.

| You asked before | You ask now | Served? |
|---|---|---|
| How do I undo the last commit? | How can I undo my last commit? | yes, as *similar* |
| Sort a list in Python | Sort a list in Ruby | no: another language |
| Is it safe to delete this? | Is it unsafe to delete this? | no: the opposite |
| What is 15 % of 80? | What is 15 % of 90? | no: another number |

An answer from the cache carries a badge with its age and what it saved, and one key asks afresh.

**Try it:** start a new conversation, and ask *how does the cache work?* again.`,
  },
  {
    pattern: /\b(rout(er|ing|ed)|which model|choose a model|tiers?)\b/i,
    text: `## How a model is chosen

Rules, in order; the first that fits wins. They are data in your configuration, not code.

| The question is | The model is |
|---|---|
| simple, with less than 2,000 tokens of context | **fast** |
| about code | **balanced** |
| hard to reason about, or has more than 100,000 tokens of context | **capable** |
| anything else | **balanced** |

- The reason stands beside every answer, together with what the other choice would have cost.
- A model is not changed in the middle of a conversation without a reason that you can read.
- When a model is overloaded, a sibling steps in. When structured output fails twice, a more capable one does.

You can always say which one you want: \`jackdaw ask --model capable "…"\`.`,
  },
  {
    pattern: /\b(stream(s|ing|ed)?|socket|websocket|events?)\b/i,
    text: `## From the first token to your screen

\`\`\`text
service ──▶ daemon ──▶ every reader of the turn
             │            ├─ this window
             │            ├─ a second terminal that attached later
             │            └─ a script on the socket
             └─ history, written while it streams
\`\`\`

- A turn runs **once**, whoever reads it. Close this window in the middle, open it again, and nothing is lost.
- You can stop it at any time. The connection to the service is closed within a tenth of a second, so you stop paying, too.
- A stream that falls silent is noticed by its bytes, and an answer counts as whole only when its last event has come.`,
  },
  {
    pattern: /\b(cost|costs|price|prices|spend|spent|money|budget|tokens?|metrics?|stats|trace)\b/i,
    text: `## What it costs, and where the time goes

Every turn, also a failed one, is one line in the ledger and one trace.

| Figure | Where to see it |
|---|---|
| tokens in, out, read from and written to the prompt cache | status line, \`jackdaw stats\` |
| dollars spent, dollars saved by the cache | \`jackdaw stats\` |
| time to first token, and the whole time, at p50, p95 and p99 | \`jackdaw stats\`, \`GET /metrics\` |
| each stage of one turn, with its duration | \`jackdaw trace\` |

A daily budget stops *before* it is passed. In the demo all of these figures are simulated; the arithmetic is not: the simulator keeps books of its own, and the tests compare the two to a billionth of a dollar.`,
  },
  {
    pattern: /\b(structured|json|schema)\b/i,
    text: `## Structured output

Give a JSON Schema, and get an object that is valid for it, or a clear error. Never something in between.

\`\`\`bash
jackdaw ask --schema person.schema.json "Ada Lovelace, born 1815 in London"
\`\`\`

\`\`\`json
{
  "name": "Ada Lovelace",
  "born": 1815,
  "place": "London"
}
\`\`\`

1. The schema goes to the model, which is bound to it.
2. The answer is parsed and checked. A code fence or a trailing comma is repaired without another call.
3. Still wrong? One more call, with the error in it. Then an error that shows the raw text.

Invalid answers are never cached.`,
  },
  {
    pattern: /\b(script(s|ing)?|pipe|command line|cli|shell|terminal command)\b/i,
    text: `## jackdaw in scripts

\`\`\`bash
git diff --staged | jackdaw ask "Write a commit message for this"
jackdaw ask --json "Three names for a cat" | jq -r .text
jackdaw ask --cache only "What did I ask before?"   # never calls a model
\`\`\`

| Exit code | Meaning |
|---:|---|
| 0 | done |
| 3 | no key, or a bad one |
| 4 | rate-limited or overloaded, after retries |
| 5 | structured output invalid |
| 7 | not reachable, or not cached |

Tools that speak the Messages API can use the daemon too: set \`ANTHROPIC_BASE_URL\` to its address.`,
  },
  {
    pattern: /\b(offline|history|search|privacy|private|api key|my key|no key)\b/i,
    text: `## Yours, on your machine

- **History** is kept in a database on this machine. \`jackdaw history search WORDS\` finds a conversation, with no network and no key.
- **Cached answers** belong to you, not to the key: they come back offline.
- **The key** is read by the daemon and by nothing else. It is in no log, no trace and no error message.
- **Delete** means trash first; what is in the trash can be restored.

To leave the demo, set a key and start again:

\`\`\`bash
export ANTHROPIC_API_KEY=…
jackdaw
\`\`\``,
  },
];
