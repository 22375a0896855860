import type { DemoTopic } from './demo-topic.ts';

const longAnswer = [
  [
    'Where they live',
    'Jackdaws live all over Europe and far into Asia. They like old towers, cliffs, hollow trees and chimneys, and they do not mind people. A colony stays in one place for generations.',
  ],
  [
    'How they live',
    'Pairs stay together for life, and do nearly everything side by side. Within a colony there is an order of rank, and a female takes the rank of her partner when they pair.',
  ],
  [
    'What they eat',
    'Insects, seeds, berries, and whatever a picnic leaves. They walk over meadows and turn things over to look beneath them. Now and then one rides on the back of a sheep and picks at its wool.',
  ],
  [
    'What they say',
    'Their name is their call: a short *tchack*. They have others for danger, for food and for flight, and a bird that has heard a call joins in. So a flock makes up its mind together when to leave a roost.',
  ],
  [
    'What they see',
    'Their pale eyes are easy to read, also for other jackdaws. In experiments they followed the gaze of a person whom they knew, and were slower to take food when a stranger looked at it.',
  ],
  [
    'What they keep',
    'Stories say that they steal what shines. Experiments found little of that; but the name has stuck, and a program that hoards good answers and repeats what it heard may well borrow it.',
  ],
] as const;

/** Everything else that people say to a demo. */
export const conversationTopics: readonly DemoTopic[] = [
  {
    pattern: /\blong(er)? (answer|text|story|essay)|\b(essay|tell me a story|jackdaws?)\b/i,
    text: `# Jackdaws, at some length

This answer is long on purpose. Scroll while it comes, or stop it: what came until then is kept.

${longAnswer.map(([title, text], index) => `## ${index + 1}. ${title}\n\n${text}`).join('\n\n')}

> Read more: [Western jackdaw](https://en.wikipedia.org/wiki/Western_jackdaw) in Wikipedia.`,
  },
  {
    pattern: /\b(table|compare|comparison|versus|vs\.?)\b/i,
    text: `A table, with text to the left and numbers to the right:

| Bird | Latin name | Length, cm | Clever |
|---|---|---:|:---:|
| Jackdaw | *Coloeus monedula* | 34 | ●●●● |
| Rook | *Corvus frugilegus* | 46 | ●●●● |
| Raven | *Corvus corax* | 64 | ●●●●● |
| Magpie | *Pica pica* | 46 | ●●●● |
| Pigeon | *Columba livia* | 33 | ●● |

The last column is an opinion.`,
  },
  {
    pattern: /\b(markdown|formatting|format|render)\b/i,
    text: `# One of everything

Text can be **strong**, *emphasised*, ~~struck out~~ or \`code\`, and [linked](https://commonmark.org).

- a list
  - with a list inside
- [x] something done
- [ ] something to do

1. first
2. second

> A quotation, which may well be
> longer than one line.

\`\`\`diff
- a line that goes
+ a line that comes
\`\`\`

| left | right |
|:---|---:|
| 日本語 | 12 |
| émoji 🐦 | 7 |

---

That was a rule, and this is the end.`,
  },
  {
    pattern:
      /^\s*(\/?help|\?|what can you do.*|what is (this|jackdaw).*|features?|who are you.*|how does (this|jackdaw) work.*)\s*\??\s*$/i,
    text: `# Welcome to jackdaw

A chat with Claude in your terminal, over a small daemon that takes care of every call.

| What | Ask here about | Or run |
|---|---|---|
| **Cache**: the same question is answered at once, and so is one that means the same | \`how does the cache work?\` | \`jackdaw cache stats\` |
| **Router**: a model that fits the question | \`how does the router work?\` | \`jackdaw models\` |
| **Retries**: overload and lost connections are dealt with | \`show me errors\` | |
| **Structured output**: valid for your schema, or an error | \`structured output\` | \`jackdaw ask --schema FILE\` |
| **Costs**: tokens, dollars, time, for each turn | \`what does it cost?\` | \`jackdaw stats\` |
| **History**: searchable, also offline | \`history\` | \`jackdaw history\` |
| **Scripts**: pipes, JSON, exit codes | \`scripts\` | \`jackdaw ask --help\` |

Just for the eye: \`show me markdown\`, \`a table\`, \`a long answer\`, \`write a Python function\`.

Type \`/help\` for the commands and keys of this window.`,
  },
  {
    pattern:
      /^\s*(hi|hello|hey|good (morning|evening|day)|moin|hallo|servus|grüezi|bonjour|hola)\b[\s!.,]*$/i,
    text: `Hello! 🐦

This is jackdaw's demo. Say \`help\` to see what there is to try, or just ask something: the answer is simulated, the rest of the program is real.`,
  },
  {
    pattern: /^\s*(thanks?|thank you|danke|merci|great|nice|cool|ok(ay)?)\b[\s!.,]*$/i,
    text: 'You are welcome. If you want to see something break next, say `simulate a cut`.',
  },
];
