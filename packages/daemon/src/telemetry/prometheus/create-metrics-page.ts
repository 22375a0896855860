import { boundLabels } from '../bound-labels.ts';
import type { DaemonFigures } from './daemon-figures.ts';
import { familiesOf } from './families.ts';
import type { MetricsPage } from './metrics-page.ts';

/** What the server alone knows. */
type ServerFigures = Pick<DaemonFigures, 'clients'>;

/** Models beside the known ones that get a series of their own. */
const MOST_MODELS = 50;

/**
 * `GET /metrics`. Everything is looked up when somebody asks, the library included; who asks meanwhile gets the same page.
 */
export function createMetricsPage(
  look: (server: ServerFigures) => DaemonFigures,
  knownModels: ReadonlySet<string>,
): (server: ServerFigures) => Promise<MetricsPage> {
  const modelLabel = boundLabels(knownModels, MOST_MODELS);
  let underWay: Promise<MetricsPage> | null = null;
  return (server) =>
    (underWay ??= import('./render-page.ts')
      .then(({ renderPage }) => renderPage(familiesOf(look(server), modelLabel)))
      .finally(() => (underWay = null)));
}
