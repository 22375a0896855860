import { text } from 'node:stream/consumers';
import { askFor } from '@jackdaw/core/client';
import { z } from 'zod';
import { connect } from './connect.ts';

const Review = z.object({
  sentiment: z.enum(['positive', 'negative', 'mixed']),
  score: z.int().min(1).max(5).describe('Stars that the words deserve.'),
  key_issues: z.array(z.string()),
  recommended_action: z.string(),
});

const client = await connect();
const { data } = await askFor(client, {
  prompt: `What does this customer say?\n\n${await text(process.stdin)}`,
  schema: Review,
  task: 'extraction',
});
client.close();

// `data` has the type of `Review`: a misspelt field does not compile.
console.log(`${'*'.repeat(data.score)} ${data.sentiment}: ${data.recommended_action}`);
for (const issue of data.key_issues) console.log(`- ${issue}`);
