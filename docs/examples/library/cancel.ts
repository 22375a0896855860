import { connect } from 'jackdaw';

using jackdaw = await connect();
const stream = jackdaw.stream('Count to ten thousand.', { signal: AbortSignal.timeout(2_000) });
try {
  await stream.result;
} catch {
  console.log(`stopped after ${stream.text.length} characters`);
}
