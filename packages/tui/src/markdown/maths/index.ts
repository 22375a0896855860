export { loadMaths, mathsText, mathsToLoad } from './maths-text.ts';
