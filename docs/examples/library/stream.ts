import { connect } from 'jackdaw';

using jackdaw = await connect();
const stream = jackdaw.stream({ prompt: 'Tell a short story.', model: 'balanced' });
for await (const event of stream) {
  if (event.type === 'text-delta') process.stdout.write(event.text);
  if (event.type === 'cache-hit') console.error(`from the cache, ${event.tier}`);
}
const { usage, latencyMs } = await stream.result;
console.error(`\n${usage?.output ?? '?'} tokens in ${Math.round(latencyMs)} ms`);
