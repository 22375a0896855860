/** What is answered to a scrape. */
export interface MetricsPage {
  readonly contentType: string;
  readonly text: string;
}
