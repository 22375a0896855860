import type { JackdawClient } from '@jackdaw/core/client';
import type { LEDGER_ROWS, LedgerRow } from '@jackdaw/core/protocol';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { write } from '../write.ts';
import { csvLine } from './csv.ts';

export interface ExportOptions {
  readonly format?: 'csv' | 'json';
  /** Milliseconds since the epoch. */
  readonly since?: number;
  readonly by?: (typeof LEDGER_ROWS)[number];
}

const PAGE = 500;

/** Writes the ledger page by page, as fast as it is taken: no more than a page is in memory. */
export async function exportLedger(
  context: CliContext,
  { format = 'csv', since = 0, by = 'turn' }: ExportOptions,
): Promise<number> {
  await withClient(context, async (client) => {
    let written = 0;
    for await (const rows of pages(client, by, since)) {
      await write(
        context.stdout,
        format === 'csv' ? csvOf(rows, written === 0) : jsonOf(rows, written === 0),
      );
      written += rows.length;
    }
    if (format === 'json') await write(context.stdout, written === 0 ? '[]\n' : '\n]\n');
  });
  return 0;
}

async function* pages(
  client: JackdawClient,
  by: NonNullable<ExportOptions['by']>,
  since: number,
): AsyncGenerator<readonly LedgerRow[], void, void> {
  let cursor: string | null = null;
  do {
    const page: { readonly rows: readonly LedgerRow[]; readonly cursor: string | null } = await client.call(
      'ledger.export',
      { by, since, limit: PAGE, ...(cursor === null ? {} : { cursor }) },
    );
    if (page.rows.length > 0) yield page.rows;
    cursor = page.cursor;
  } while (cursor !== null);
}

/** The columns are those of the first row: all rows of an export have the same. */
function csvOf(rows: readonly LedgerRow[], first: boolean): string {
  const titles = first && rows[0] !== undefined ? [csvLine(Object.keys(rows[0]))] : [];
  return [...titles, ...rows.map((row) => csvLine(Object.values(row)))].map((line) => `${line}\r\n`).join('');
}

function jsonOf(rows: readonly LedgerRow[], first: boolean): string {
  return (first ? '[\n' : ',\n') + rows.map((row) => JSON.stringify(row)).join(',\n');
}
