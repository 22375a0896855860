export type { ModelBook } from './model-book.ts';
export { openModels, type Models, type ModelsOptions } from './open-models.ts';
