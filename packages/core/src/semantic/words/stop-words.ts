import type { QuestionClass } from '../question/question-class.ts';
import { stem } from './stem.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
const stems = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).map(stem));

/** Words that carry no content by themselves; guards of their own look at the ones that can turn a question. */
export const STOP_WORDS =
  list(`a an the of in on at to for from by with about into onto and or but nor if whether is are am
  was were be been being do does did doing done have has had having i me my mine myself you your yours yourself he him his
  himself she her hers herself it its itself we us our ours ourselves they them their theirs this that these those there
  here as so then too very can could will would should shall may might must ought what which who whom whose when where why
  how please just really actually exactly basically simply kindly also maybe perhaps let lets some any each
  anyone someone one ones than not no never and/or via s t re ve ll d m oh well ok okay 
  um uh erm er hmm pls plz able like need want anybody somebody thing things stuff way ways process properly
  possible possibly allowed ever own yet through upon per wish between`);

/** Little by themselves: a question may have one more of these than the other. */
const LIGHT =
  list(`make stay remain happen currently go available specific certain particular following become get got
  gets getting receive obtain acquire up`);

/** Little in a question of one class, since they only tell the class. */
const LIGHT_IN: Partial<Record<QuestionClass, ReadonlySet<string>>> = {
  'yes-no': stems('available provide offer require allow allowed permit permitted'),
  how: stems('step method procedure instruction'),
  what: stems('explain meaning mean definition define explanation'),
  when: stems('time date'),
  duration: stems('time take'),
  where: stems('location located'),
};

/** Whether a stem says little in a question of this class. */
export function isLight(stemmed: string, asked: QuestionClass): boolean {
  return LIGHT.has(stemmed) || LIGHT_IN[asked]?.has(stemmed) === true;
}

/** Prepositions that say which part a thing plays; the others only say that it belongs. */
export const DIRECTIONS =
  list(`from to into onto than before after against between without until since over under above below
  by via behind toward towards through off out past as versus`);

/** Prepositions, with the direction words: what follows one is its object. */
export const PREPOSITIONS =
  list(`of in on at to for from by with about into onto than before after against between without until
  since over under above below via behind toward towards through off out past as versus near within during inside outside
  per around across along beyond despite except like`);
