import type { Chance } from './seeded.ts';
import { SLIPS, type Slip } from './typos.ts';

/** One kind of noise: the same question as somebody else would type it; null where the kind does not fit the text. */
export interface Noise {
  readonly kind: string;
  /** Slips may turn one word into another, which is no longer the same question; the caller leaves those out. */
  readonly slip: boolean;
  readonly apply: (text: string, chance: Chance) => string | null;
}

const WORD = /(?<![\w'/.@-])[A-Za-z]{3,}(?![\w'/@-]|\.\w)/g;
const slipping = (kind: string, slip: Slip, times = 1): Noise => ({
  kind,
  slip: true,
  apply: (text, chance) => {
    let spoilt = text;
    let done = 0;
    // A word is not spoilt twice: what that gives, nobody can read.
    const own: string[] = [...text.matchAll(WORD)].map(([word]) => word);
    for (let tries = 0; tries < 12 && done < times; tries += 1) {
      const match = chance.pick([...spoilt.matchAll(WORD)].filter(([word]) => own.includes(word)));
      const typed = match === undefined ? null : slip(match[0], chance);
      if (match === undefined || typed === null) continue;
      spoilt = spoilt.slice(0, match.index) + typed + spoilt.slice(match.index + match[0].length);
      done += 1;
    }
    return done < times ? null : spoilt;
  },
});
const anySlip: Slip = (word, chance) => chance.pick(Object.values(SLIPS))?.(word, chance) ?? null;

const plain = (kind: string, apply: Noise['apply']): Noise => ({
  kind,
  slip: false,
  apply: (text, chance) => {
    const changed = apply(text, chance);
    return changed === text ? null : changed;
  },
});
/** The first match of one of the pairs, either way, is exchanged. */
const exchanging = (kind: string, pairs: readonly (readonly [string, string])[]): Noise =>
  plain(kind, (text, chance) => {
    const both = pairs.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]);
    const fitting = both.filter(([from]) => wholeWord(from).test(text));
    const [from, to] = chance.pick(fitting) ?? [];
    return from === undefined || to === undefined
      ? null
      : text.replace(wholeWord(from), (found) => capitalAs(found, to));
  });

/** The word by itself: no part of an amount, a time, a name with an apostrophe or code. */
const wholeWord = (word: string): RegExp =>
  new RegExp(`(?<![\\w'$€£.,:/-])${word}(?![\\w'/-]|[.,:]\\d)`, 'i');
const capitalAs = (model: string, text: string): string =>
  /^[A-Z]/.test(model) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
const lowerFirst = (text: string): string =>
  /^I\b/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
const body = (text: string): string => text.replace(/[\s.?!]+$/, '');
const one = (lines: string): readonly string[] => lines.split('|');
const pairs = (lines: string): (readonly [string, string])[] =>
  lines.split(',').map((line) => {
    const [left = '', right = ''] = line.split('=');
    return [left, right] as const;
  });

const OPENERS = one(
  'um|uh|um,|uh,|hey|hey,|so|so,|ok so|well,|hmm|erm,|please|quick question:|Quick question -|question:|hi,|hello|hi there,|yo,|like,|right,|ok,|hey there!|good morning,|just wondering,|sorry,',
);
const ASKING = /^(?:how|what|what's|where|when|why|who|which|whose)\b/i;
const ASIDES = one('um|uh|like|please|just|you know|er|actually|basically|uhm');
const WRAPS = one(
  'can you tell me|could you tell me|I was wondering|do you know|please tell me|can you please tell me|I would like to know|hi, I need to know|does anyone know|just curious,|any idea|tell me|I want to know|could you please tell me|hey can you tell me',
);
const CLOSERS = one(
  'please|thanks|thanks!|, thanks|, please|thank you|. Thanks!|. Thank you in advance|. Cheers|thx|, thank you so much|asap|pls',
);

/** Everything that people do to a question without asking another one. */
export const NOISES: readonly Noise[] = [
  ...Object.entries(SLIPS).map(([kind, slip]) => slipping(kind, slip)),
  slipping('two slips', anySlip, 2),
  slipping('three slips', anySlip, 3),
  plain('space missing', (text, chance) => atGap(text, chance, '')),
  plain('space doubled', (text, chance) => atGap(text, chance, '  ')),
  {
    kind: 'space in a word',
    slip: true,
    apply: (text, chance) => {
      const match = chance.pick([...text.matchAll(/(?<![\w'/.-])[A-Za-z]{6,}(?![\w'/-])/g)]);
      if (match === undefined) return null;
      const at = match.index + 2 + chance.below(match[0].length - 3);
      return `${text.slice(0, at)} ${text.slice(at)}`;
    },
  },
  plain('apostrophe lost', (text) => text.replace(/(?<=\w)'(?=\w)/, '')),
  plain('word twice', (text, chance) => {
    const match = chance.pick([...text.matchAll(/(?<![\w'/.-])[A-Za-z]+(?=\s)/g)]);
    return match === undefined ? null : text.slice(0, match.index) + `${match[0]} ` + text.slice(match.index);
  }),
  plain('opener', (text, chance) => `${chance.pick(OPENERS)} ${lowerFirst(text)}`),
  plain('aside', (text, chance) => {
    const gaps = [...body(text).matchAll(/(?<=[a-z,]) (?=[a-z])/gi)];
    const gap = chance.pick(gaps.slice(0, Math.max(1, Math.ceil(gaps.length / 2))));
    return gap === undefined
      ? null
      : `${text.slice(0, gap.index)} ${chance.pick(ASIDES)}${text.slice(gap.index)}`;
  }),
  plain('asked politely', (text, chance) =>
    ASKING.test(text) ? `${chance.pick(WRAPS)} ${lowerFirst(text)}` : null,
  ),
  plain(
    'greeting and thanks',
    (text, chance) =>
      `${chance.pick(one('Hi!|Hello,|Hi there,|Hey,|Good morning,'))} ${lowerFirst(body(text))}${chance.pick(one('? Thanks!|, please? Thank you|? thanks in advance|. Many thanks|? Cheers'))}`,
  ),
  plain('closer', (text, chance) => {
    const closer = chance.pick(CLOSERS) ?? '';
    return body(text) + (/^[,.]/.test(closer) ? closer : ` ${closer}`);
  }),
  plain('lower case', (text) => text.toLowerCase()),
  plain('upper case', (text) => text.toUpperCase()),
  plain('title case', (text) => text.replace(/(?<![\w'])[a-z]/g, (letter) => letter.toUpperCase())),
  plain('no marks', (text) => text.replace(/[?!,;]|[.:](?=\s|$)/g, '')),
  plain('closing marks', (text, chance) => body(text) + chance.pick(one('?|??|?!|...|!|.| ?| ?!|???'))),
  plain('comma astray', (text, chance) => atGap(text, chance, ', ')),
  exchanging(
    'contraction',
    pairs(
      "what is=what's,where is=where's,do not=don't,does not=doesn't,is not=isn't,can not=can't,cannot=can't,i am=I'm,i have=I've,did not=didn't,will not=won't,i would=I'd,who is=who's,it is=it's,there is=there's,are not=aren't,have not=haven't,has not=hasn't,was not=wasn't,you are=you're,i will=I'll,want to=wanna,going to=gonna,give me=gimme,let me=lemme",
    ),
  ),
  exchanging(
    'short form',
    pairs(
      'you=u,your=ur,please=pls,are=r,thanks=thx,because=cuz,because=cos,people=ppl,with=w/,without=w/o,account=acct,information=info,message=msg,tomorrow=tmrw,approximately=approx',
    ),
  ),
  exchanging(
    'spelling',
    pairs(
      'cancelled=canceled,cancelling=canceling,cheque=check book,colour=color,favourite=favorite,organise=organize,recognise=recognize,recognised=recognized,authorise=authorize,authorised=authorized,unauthorised=unauthorized,centre=center,theatre=theater,travelling=traveling,traveller=traveler,realise=realize,apologise=apologize,optimise=optimize,analyse=analyze,summarise=summarize,customise=customize,programme=program,litre=liter,litres=liters,kilometres=kilometers,metres=meters,grey=gray,neighbour=neighbor,behaviour=behavior,flavour=flavor,labour=labor,licence=license,defence=defense,catalogue=catalog,dialogue=dialog,instalments=installments,jewellery=jewelry,tyre=tire,tyres=tires,yoghurt=yogurt,learnt=learned,enrol=enroll,ageing=aging,judgement=judgment,mum=mom,maths=math,e-mail=email,wi-fi=wifi,on-line=online',
    ).filter(([left]) => left !== 'cheque'),
  ),
  exchanging(
    'number word',
    pairs(
      'two=2,three=3,four=4,five=5,six=6,seven=7,eight=8,nine=9,ten=10,eleven=11,twelve=12,fifteen=15,twenty=20,thirty=30,fifty=50',
    ),
  ),
  plain('and as &', (text) => text.replace(/ and /i, ' & ')),
  plain('curly quotes', (text) => text.replace(/'/g, '’').replace(/"([^"]*)"/g, '“$1”')),
  exchanging(
    'singular or plural',
    pairs(
      'card=cards,account=accounts,payment=payments,transaction=transactions,transfer=transfers,fee=fees,charge=charges,bill=bills,recipe=recipes,flight=flights,restaurant=restaurants,ingredient=ingredients,reservation=reservations,meeting=meetings,reward=rewards,limit=limits,function=functions,file=files,setting=settings,appointment=appointments,hotel=hotels,email=emails,country=countries,currency=currencies',
    ),
  ),
  {
    kind: 'several kinds',
    slip: true,
    apply: (text, chance) => {
      let changed: string | null = text;
      const kinds = [
        'letters swapped',
        'opener',
        'no marks',
        'closer',
        'letter dropped',
        'contraction',
        'lower case',
      ];
      const chosen = [chance.pick(kinds), chance.pick(kinds), chance.pick(kinds)];
      for (const kind of new Set(chosen))
        changed = NOISES.find((noise) => noise.kind === kind)?.apply(changed, chance) ?? changed;
      return changed === text ? null : changed;
    },
  },
];

function atGap(text: string, chance: Chance, mark: string): string | null {
  const gap = chance.pick([...text.matchAll(/(?<=[a-z]{2}) (?=[a-z]{2})/gi)]);
  return gap === undefined ? null : text.slice(0, gap.index) + mark + text.slice(gap.index + 1);
}
