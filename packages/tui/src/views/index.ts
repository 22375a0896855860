export { showFullViews } from './show-full-views.tsx';
