import { startSimulator } from '@jackdaw/daemon/simulator';

const WORDS = 'a steady word ';
/** How the upstream answers, by name; the text goes out word by word, or `repeat` times as a delta. */
const ANSWERS = {
  /** The first token after 20 ms, then 20 deltas, 2 ms apart. */
  steady: {
    timing: { toFirstTokenMs: 20, betweenTokensMs: 2 },
    block: { type: 'text' as const, text: WORDS, repeat: 20 },
  },
  /** Three words, at once. */
  short: { timing: {}, block: { type: 'text' as const, text: WORDS, repeat: 3 } },
  /** Some 2 KB, an answer as people get them, at once. */
  page: { timing: {}, block: { type: 'text' as const, text: WORDS, repeat: 150 } },
  /** A hundred tokens a second, of prose, lists and code. */
  chat: {
    timing: { toFirstTokenMs: 20, betweenTokensMs: 10 },
    block: { type: 'text' as const, text: longAnswer(18) },
  },
};

/** So many sections of some 80 tokens. */
function longAnswer(sections: number): string {
  const section = (index: number) =>
    [
      `## Part ${index}`,
      'Some **plain** words that go on for a while, so that the paragraph has to be broken, with `code` in it and a [link](https://example.com/) too.',
      '- one thing\n- another thing, longer than the first one\n- the last thing',
      `\`\`\`js\nconst value = ${index}; // a number\nfor (const item of items) {\n  print(item, value);\n}\n\`\`\``,
    ].join('\n\n');
  return Array.from({ length: sections }, (_, index) => section(index)).join('\n\n');
}

const isAnswer = (name: string): name is keyof typeof ANSWERS => Object.hasOwn(ANSWERS, name);
const name = process.argv[2] ?? 'steady';
const { timing, block } = ANSWERS[isAnswer(name) ? name : 'steady'];
const { url } = await startSimulator({
  adminPort: false,
  defaultStep: { times: 'forever', blocks: [block], timing },
});
process.send?.({ address: url });
