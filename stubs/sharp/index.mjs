/** transformers.js imports this for images. jackdaw has none, so nobody may get here. */
export default function sharp() {
  throw new Error('jackdaw embeds text alone: there is no image library here.');
}
