import { integer, message } from './protobuf.ts';

const FLOAT = 1;
const INT64 = 7;

/**
 * An ONNX file that looks each token up in a table: `[batch, sequence]` ids in, `[batch, sequence, dimensions]` floats
 * out, with the inputs and the output of a BERT encoder. `table` holds a row a token. Field numbers: onnx.proto3.
 */
export function lookupModel(table: Float32Array, dimensions: number): Buffer {
  const rows = message(
    5,
    integer(1, table.length / dimensions),
    integer(1, dimensions),
    integer(2, FLOAT),
    message(8, 'table'),
    message(9, new Uint8Array(table.buffer, table.byteOffset, table.byteLength)),
  );
  const gather = message(
    1,
    message(1, 'table'),
    message(1, 'input_ids'),
    message(2, 'last_hidden_state'),
    message(4, 'Gather'),
  );
  const graph = message(
    7,
    gather,
    message(2, 'tiny'),
    rows,
    value(11, 'input_ids', INT64, ['batch', 'sequence']),
    value(11, 'attention_mask', INT64, ['batch', 'sequence']),
    value(11, 'token_type_ids', INT64, ['batch', 'sequence']),
    value(12, 'last_hidden_state', FLOAT, ['batch', 'sequence', dimensions]),
  );
  const operators = message(8, message(1, ''), integer(2, 13));
  return Buffer.concat([integer(1, 8), graph, operators]);
}

function value(field: number, name: string, kind: number, shape: readonly (string | number)[]): Buffer {
  const sizes = shape.map((size) =>
    message(1, typeof size === 'number' ? integer(1, size) : message(2, size)),
  );
  const tensor = message(1, integer(1, kind), message(2, ...sizes));
  return message(field, message(1, name), message(2, tensor));
}
