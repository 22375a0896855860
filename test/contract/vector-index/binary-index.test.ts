import {
  createBinaryIndex,
  createScriptKernel,
  createWasmKernel,
} from '../../../packages/core/src/vector-index/index.ts';
import { DIMENSIONS, vectorIndexContract } from './vector-index-contract.ts';

const kernels = {
  WebAssembly: () => {
    const kernel = createWasmKernel(2 ** 26);
    if (kernel === null) throw new Error('This machine has no WebAssembly with SIMD.');
    return kernel;
  },
  script: () => createScriptKernel(2 ** 26),
};

for (const [name, createKernel] of Object.entries(kernels)) {
  vectorIndexContract(`binary codes, ${name}`, (kept) =>
    createBinaryIndex({
      dimensions: DIMENSIONS,
      vectorOf: (id) => kept.get(id) ?? null,
      kernel: createKernel(),
    }),
  );
}
