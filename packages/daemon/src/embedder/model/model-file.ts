export { MINILM_FILES, WEIGHTS_FILE, type ModelFile } from '@jackdaw/core/home';

/** The commit of the model's repository that the pinned files are of: what a branch names may change, a commit not. */
const MINILM_REVISION = '751bff37182d3f1213fa05d7196b954e230abad9';

/** Where the pinned files are served. Mirrors have the same files under another URL. */
export const MINILM_URL = `https://huggingface.co/Xenova/all-MiniLM-L6-v2/resolve/${MINILM_REVISION}/`;
