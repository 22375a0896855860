export { nearestWord } from './nearest-word.ts';
export { neutralise, neutraliseLine, neutraliseName } from './neutralise.ts';
