import { connect, JackdawError } from 'jackdaw';
import { z } from 'zod';

const Event = z.object({ title: z.string(), date: z.iso.date(), guests: z.array(z.string()) });

using jackdaw = await connect();
try {
  const { data } = await jackdaw.ask({
    prompt: 'Dinner with Ann and Bo on 3 December 2026.',
    task: 'extraction',
    schema: Event,
  });
  console.log(`${data.date}: ${data.title}, with ${data.guests.join(' and ')}`);
} catch (error) {
  if (!(error instanceof JackdawError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
