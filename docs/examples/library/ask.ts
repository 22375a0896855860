import { connect } from 'jackdaw';

using jackdaw = await connect({ name: 'ask-example' });
const { text, model, cache, costUsd } = await jackdaw.ask('What is a jackdaw?');
console.log(text);
console.error(`${model}, ${cache}, $${costUsd ?? 'unknown'}`);
