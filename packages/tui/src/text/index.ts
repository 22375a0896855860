export { neutralise, neutraliseLine, neutraliseName } from './neutralise.ts';
