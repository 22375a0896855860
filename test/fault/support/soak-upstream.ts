import { startSimulator } from '@jackdaw/daemon/simulator';

/** The upstream of the soak, in a process of its own: short answers at once, and what the path asks for. */
const { url } = await startSimulator({
  adminPort: false,
  defaultStep: { blocks: [{ type: 'text', text: 'a steady word ', repeat: 3 }], timing: {} },
});
process.send?.({ address: url });
