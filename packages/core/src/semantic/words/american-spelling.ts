/** Ends of words that differ by rule; what stands before must be three letters or more, so "wise" and "hour" stay. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/^([a-z]{3,})isation(s?)$/, '$1ization$2'],
  [/^([a-z]{3,})yse(s|d|r)?$/, '$1yze$2'],
  [/^([a-z]{3,})ysing$/, '$1yzing'],
];

/** British first; inflections are tried with and without their ending. */
const PAIRS = new Map(
  (
    'aeroplane airplane,aluminium aluminum,anaemia anemia,anaesthetic anesthetic,apologise apologize,armour armor,' +
    'authorise authorize,unauthorise unauthorize,behaviour behavior,cancelled canceled,cancelling canceling,cancellation cancelation,' +
    'capitalise capitalize,catalogue catalog,categorise categorize,centimetre centimeter,centre center,centred centered,' +
    'centring centering,cheque check,colour color,coloured colored,colouring coloring,cosy cozy,criticise criticize,' +
    'customise customize,defence defense,dialogue dialog,diarrhoea diarrhea,emphasise emphasize,enrol enroll,' +
    'enrolment enrollment,equalise equalize,favour favor,favourite favorite,fibre fiber,finalise finalize,flavour flavor,' +
    'foetus fetus,fulfil fulfill,generalise generalize,grey gray,gynaecologist gynecologist,haemorrhage hemorrhage,' +
    'harbour harbor,honour honor,humour humor,initialise initialize,instal install,instalment installment,' +
    'jewellery jewelry,judgement judgment,kerb curb,kilometre kilometer,labelled labeled,labelling labeling,labour labor,' +
    'leukaemia leukemia,licence license,litre liter,localise localize,manoeuvre maneuver,maximise maximize,metre meter,' +
    'millimetre millimeter,minimise minimize,modelling modeling,mould mold,moustache mustache,neighbour neighbor,' +
    'neighbourhood neighborhood,normalise normalize,odour odor,oestrogen estrogen,offence offense,optimise optimize,' +
    'organise organize,orthopaedic orthopedic,paediatric pediatric,paediatrician pediatrician,parallelise parallelize,' +
    'plough plow,practise practice,prioritise prioritize,programme program,pyjamas pajamas,realise realize,' +
    'recognise recognize,rumour rumor,savour savor,sceptic skeptic,serialise serialize,skilful skillful,specialise specialize,' +
    'stabilise stabilize,storey story,sulphur sulfur,summarise summarize,symbolise symbolize,synchronise synchronize,' +
    'theatre theater,tonne ton,travelled traveled,traveller traveler,travelling traveling,tumour tumor,tyre tire,utilise utilize,' +
    'vandalise vandalize,vapour vapor,virtualise virtualize,visualise visualize,vigour vigor,whisky whiskey,yoghurt yogurt,' +
    'learnt learned,burnt burned,spelt spelled,dreamt dreamed,spilt spilled,grille grill,doughnut donut,omelette omelet,' +
    'sanitise sanitize,sterilise sterilize,monetise monetize,randomise randomize,tokenise tokenize,containerise containerize,' +
    'memoise memoize,vectorise vectorize,anonymise anonymize,legalise legalize,immunise immunize,hospitalise hospitalize,' +
    'amortise amortize,subsidise subsidize,penalise penalize,modernise modernize,personalise personalize,standardise standardize'
  )
    .split(',')
    .map((pair): [string, string] => {
      const [british = '', american = ''] = pair.split(' ');
      return [british, american];
    }),
);

/** American spelling of a lower-case word: "colours" → "colors", "optimising" → "optimizing". */
export function toAmericanSpelling(word: string): string {
  const whole = PAIRS.get(word);
  if (whole !== undefined) return whole;
  for (const ending of ['s', 'd', 'ing', 'r']) {
    if (!word.endsWith(ending)) continue;
    const base = word.slice(0, -ending.length);
    const american = PAIRS.get(base) ?? PAIRS.get(`${base}e`)?.replace(/e$/, '');
    if (american !== undefined) return american + ending;
  }
  if (word.endsWith('ed')) {
    const american = PAIRS.get(word.slice(0, -2));
    if (american !== undefined) return `${american}ed`;
  }
  for (const [pattern, american] of ENDINGS) {
    if (pattern.test(word)) return word.replace(pattern, american);
  }
  return word;
}
