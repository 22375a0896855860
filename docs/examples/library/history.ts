import { connect } from 'jackdaw';

using jackdaw = await connect();
const { conversationId } = await jackdaw.ask('Name a bird.');
if (conversationId !== null) {
  await jackdaw.ask({ prompt: 'And another?', conversationId });
  const { title, messages } = await jackdaw.history.get({ id: conversationId });
  console.log(`${title}: ${messages.length} messages`);
}
const { entries, savedUsd } = await jackdaw.cache.stats();
console.log(`${entries.exact} answers kept, $${savedUsd} saved`);
