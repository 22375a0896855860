import { startSimulator } from '@jackdaw/daemon/simulator';

// A steady upstream: the first token after 20 ms, then 20 deltas, 2 ms apart. Or, with "fast", all at once.
const fast = process.argv[2] === 'fast';
const { url } = await startSimulator({
  adminPort: false,
  defaultStep: {
    times: 'forever',
    blocks: [{ type: 'text', text: 'a steady word ', repeat: fast ? 3 : 20 }],
    timing: fast ? {} : { toFirstTokenMs: 20, betweenTokensMs: 2 },
  },
});
process.send?.({ address: url });
