export { neutralise, neutraliseLine } from './neutralise.ts';
