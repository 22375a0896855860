/**
 * What the model is told so that it goes on with an answer that broke off. The broken answer stands before it as the
 * assistant's: newer models refuse a conversation that ends with one (a prefill), so that words of the user's follow.
 */
export const CONTINUE_PROMPT = [
  'Your last answer broke off before its end. Go on with it exactly where it stops.',
  'Repeat nothing of it, do not begin anew, and say nothing about the interruption.',
  'Where it stops inside a code block, go on inside that block without opening it again.',
].join(' ');
