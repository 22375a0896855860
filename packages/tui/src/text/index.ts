export { nearestWord } from './nearest-word.ts';
export { neutralise, neutraliseLine } from './neutralise.ts';
