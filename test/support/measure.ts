/** What a benchmark or an evaluation is given; see scripts/measure.mjs. */
export interface MeasureOptions {
  /** The arguments after the name, without `--json`. */
  readonly args: readonly string[];
  /** Whether the result is printed as JSON. */
  readonly json: boolean;
  /** Tells progress on standard error; standard output is for the result. */
  readonly note: (text: string) => void;
}

/** Plain values, nested objects, and arrays of objects (printed as tables); times in ms, sizes in bytes. */
export type MeasureResult = Readonly<Record<string, unknown>>;

/** What `test/bench/NAME.bench.ts` and `test/eval/NAME.eval.ts` export. */
export interface Measure {
  readonly name: string;
  readonly summary: string;
  run(options: MeasureOptions): Promise<MeasureResult>;
}
