import { SCAN_KERNEL_BASE64 } from './scan-kernel-bytes.ts';
import type { ScanKernel } from './scan-kernel.ts';

const PAGE_BYTES = 65_536;

let compiled: WebAssembly.Module | undefined;

/**
 * The kernel in WebAssembly, or null where this machine cannot run it (no WebAssembly, no SIMD, no room for its memory).
 * The memory's addresses are reserved at once, its bytes are taken as they are used.
 */
export function createWasmKernel(maximumBytes: number): ScanKernel | null {
  try {
    compiled ??= new WebAssembly.Module(new Uint8Array(Buffer.from(SCAN_KERNEL_BASE64, 'base64')));
    const maximum = Math.min(65_536, Math.max(1, Math.floor(maximumBytes / PAGE_BYTES)));
    const memory = new WebAssembly.Memory({ initial: 1, maximum });
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
    const encode = functionOf(exports['encode']);
    const scan = functionOf(exports['scan']);
    return {
      name: 'wasm',
      get buffer() {
        return memory.buffer;
      },
      reserve(bytes) {
        const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
        try {
          if (missing > 0) memory.grow(missing);
          return true;
        } catch {
          return false;
        }
      },
      encode,
      scan,
    };
  } catch {
    return null;
  }
}

function functionOf(exported: unknown): (...numbers: number[]) => number {
  if (typeof exported !== 'function') throw new TypeError('The kernel does not export what it should.');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this parses what the compiled kernel exports
  return exported as (...numbers: number[]) => number;
}
