export { createBinaryIndex, type BinaryIndex, type BinaryIndexOptions } from './binary-index.ts';
export { createBruteForceIndex } from './brute-force-index.ts';
export { type CodeRun } from './code-run.ts';
export { cosine } from './cosine.ts';
export { createScriptKernel } from './kernel/script-kernel.ts';
export { createWasmKernel } from './kernel/wasm-kernel.ts';
export { type ScanKernel } from './kernel/scan-kernel.ts';
