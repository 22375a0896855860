const WHOLE = new Map<string, string>([
  ["can't", 'can not'],
  ['cannot', 'can not'],
  ['cant', 'can not'],
  ["won't", 'will not'],
  ['wont', 'will not'],
  ["shan't", 'shall not'],
  ["ain't", 'is not'],
  ["let's", 'let us'],
  ["i'm", 'i am'],
  ['im', 'i am'],
  ["o'clock", 'oclock'],
  ["y'all", 'you'],
  ['gonna', 'going to'],
  ['wanna', 'want to'],
  ['gotta', 'have to'],
  ['gimme', 'give me'],
  ['lemme', 'let me'],
  ['dunno', 'do not know'],
  ['whats', 'what is'],
  ['hows', 'how is'],
  ['wheres', 'where is'],
  ['whos', 'who is'],
  ['whens', 'when is'],
  ['thats', 'that is'],
  ['ive', 'i have'],
  ['youre', 'you are'],
  ['theres', 'there is'],
  ['teh', 'the'],
  ['hte', 'the'],
  ['waht', 'what'],
  ['whta', 'what'],
  ['hwo', 'how'],
  ['adn', 'and'],
  ['taht', 'that'],
  ['cna', 'can'],
  ['woudl', 'would'],
  ['shoud', 'should'],
  ['shuold', 'should'],
  ['coudl', 'could'],
  ['wich', 'which'],
  ['whcih', 'which'],
  ['wehn', 'when'],
  ['wehre', 'where'],
  ['thier', 'their'],
  ['yoru', 'your'],
  ['cuz', 'because'],
  ['coz', 'because'],
  ["'cause", 'because'],
  ['ppl', 'people'],
  ['acct', 'account'],
  ['accts', 'accounts'],
  ['tmrw', 'tomorrow'],
  ['approx', 'approximately'],
  ['msg', 'message'],
  ['msgs', 'messages'],
  ['info', 'information'],
  ['tho', 'though'],
  ['thru', 'through'],
  ['btwn', 'between'],
  ["d'you", 'do you'],
  ["c'mon", 'come on'],
  ["how'd", 'how did'],
  ["u're", 'you are'],
  ['u', 'you'],
  ['ur', 'your'],
]);
const WITHOUT_APOSTROPHE = /^(do|does|did|is|are|was|were|has|have|had|would|should|could|must|need)nt$/;
/** "what's" is "what is"; after other words 's marks a possessor. */
const IS_AFTER = /^(what|how|where|who|when|why|that|there|here|it|he|she|which)$/;

/** The words that a word stands for: "don't" → ["do", "not"]. Lower case in, lower case out. */
export function expandContraction(word: string): readonly string[] {
  const whole = WHOLE.get(word);
  if (whole !== undefined) return whole.split(' ');
  const bare = WITHOUT_APOSTROPHE.exec(word)?.[1];
  if (bare !== undefined) return [bare, 'not'];
  const cut = word.indexOf("'");
  if (cut < 0) return [word];
  const [base, ending] = [word.slice(0, cut), word.slice(cut + 1)];
  if (ending === 't' && base.endsWith('n')) return [base.slice(0, -1), 'not'];
  if (ending === 're') return [base, 'are'];
  if (ending === 've') return [base, 'have'];
  if (ending === 'll') return [base, 'will'];
  if (ending === 'd') return [base, base === 'how' || base === 'where' || base === 'why' ? 'did' : 'would'];
  if (ending === 's') return IS_AFTER.test(base) ? [base, 'is'] : [base, "'s"];
  return ending === '' ? [base, "'s"] : [word];
}
