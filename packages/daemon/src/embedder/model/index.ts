export { type Fetch } from './fetch-file.ts';
export { MINILM_FILES, MINILM_URL, WEIGHTS_FILE, type ModelFile } from './model-file.ts';
export { createModelSupply, type ModelSupply } from './model-supply.ts';
