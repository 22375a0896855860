import { text } from 'node:stream/consumers';
import { connect } from 'jackdaw';
import { z } from 'zod';

const Review = z.object({
  sentiment: z.enum(['positive', 'negative', 'mixed']),
  score: z.int().min(1).max(5).describe('Stars that the words deserve.'),
  key_issues: z.array(z.string()),
  recommended_action: z.string(),
});

const jackdaw = await connect({ name: 'review' });
const { data } = await jackdaw.ask({
  prompt: `What does this customer say?\n\n${await text(process.stdin)}`,
  schema: Review,
  task: 'extraction',
});
jackdaw.close();

// `data` has the type of `Review`: a misspelt field does not compile.
console.log(`${'*'.repeat(data.score)} ${data.sentiment}: ${data.recommended_action}`);
for (const issue of data.key_issues) console.log(`- ${issue}`);
