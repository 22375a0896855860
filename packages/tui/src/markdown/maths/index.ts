export { loadMaths, mathsText } from './maths-text.ts';
