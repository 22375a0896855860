import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { parseJson, readBody } from './exchange.ts';
import type { SimulatorControl } from './simulator-control.ts';
import { scriptSchema } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';

const scriptBodySchema = z.strictObject({ apiKey: z.string().min(1).default('*'), steps: scriptSchema });
const clockBodySchema = z.strictObject({ advanceMs: z.number().nonnegative() });

const maximumScriptBytes = 16 * 1024 * 1024;

/**
 * The control of a simulator over HTTP, with JSON:
 *
 * - `POST /script` `{apiKey?: '*', steps: [...]}` sets a queue; a step is an object or a scenario's id
 * - `GET /journal?path=…`, `GET /ledger`, `GET /scenarios`, `GET /clock`
 * - `POST /clock` `{advanceMs}`, `POST /reset`, `POST /refuse`, `POST /accept`
 *
 * A page in a browser has no business here: a request with an `Origin` is refused.
 */
export function createAdminServer(control: SimulatorControl): Server {
  return createServer((request, response) => {
    handle(request, control).then(
      (answer) => send(response, answer.status, answer.body),
      (error: unknown) =>
        send(response, 500, { error: error instanceof Error ? error.message : String(error) }),
    );
  });
}

interface AdminAnswer {
  readonly status: number;
  readonly body: unknown;
}

async function handle(request: IncomingMessage, control: SimulatorControl): Promise<AdminAnswer> {
  const bytes = await readBody(request, maximumScriptBytes);
  if (request.headers.origin !== undefined) return problem(403, 'Requests of web pages are refused.');
  if (bytes === undefined) return problem(413, 'The body is too large.');
  const body = parseJson(bytes.toString());
  const url = new URL(request.url ?? '/', 'http://simulator');
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /':
      return done({ url: control.url, scenarios: scenarios.length });
    case 'POST /script': {
      const script = scriptBodySchema.safeParse(body);
      if (!script.success) return problem(400, z.prettifyError(script.error));
      try {
        control.script(script.data.apiKey, script.data.steps);
      } catch (error) {
        return problem(400, error instanceof Error ? error.message : String(error));
      }
      return done({ steps: script.data.steps.length });
    }
    case 'GET /journal': {
      const path = url.searchParams.get('path');
      return done(control.journal(path === null ? {} : { path }));
    }
    case 'GET /ledger':
      return done(control.ledger());
    case 'GET /scenarios':
      return done(scenarios.map(({ id, about, parameter }) => ({ id, about, parameter })));
    case 'GET /clock':
      return done({ now: control.clock.now() });
    case 'POST /clock': {
      const move = clockBodySchema.safeParse(body);
      if (!move.success) return problem(400, z.prettifyError(move.error));
      if (control.clock.advance === undefined)
        return problem(409, 'This simulator has a clock that cannot be moved.');
      control.clock.advance(move.data.advanceMs);
      return done({ now: control.clock.now() });
    }
    case 'POST /reset':
      control.reset();
      return done({});
    case 'POST /refuse':
      await control.refuse();
      return done({});
    case 'POST /accept':
      await control.accept();
      return done({});
    default:
      return problem(404, `There is no ${request.method} ${url.pathname} here.`);
  }
}

function done(body: unknown): AdminAnswer {
  return { status: 200, body };
}

function problem(status: number, error: string): AdminAnswer {
  return { status, body: { error } };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
