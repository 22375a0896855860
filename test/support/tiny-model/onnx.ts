import { integer, message } from './protobuf.ts';

const FLOAT = 1;
const INT64 = 7;

/**
 * An ONNX file that looks each token up in a table: `[batch, sequence]` ids in, `[batch, sequence, dimensions]` floats
 * out, with the inputs and the output of a BERT encoder. `table` holds a row a token. With `multiplications` the vectors
 * are multiplied so often by the identity, which changes nothing and takes time. Field numbers: onnx.proto3.
 */
export function lookupModel(table: Float32Array, dimensions: number, multiplications = 0): Buffer {
  const identity = new Float32Array(dimensions * dimensions);
  for (let index = 0; index < dimensions; index++) identity[index * (dimensions + 1)] = 1;
  const step = (index: number) => (index === multiplications ? 'last_hidden_state' : `step_${index}`);
  const graph = message(
    7,
    node('Gather', ['table', 'input_ids'], step(0)),
    ...Array.from({ length: multiplications }, (_, index) =>
      node('MatMul', [step(index), 'identity'], step(index + 1)),
    ),
    message(2, 'tiny'),
    weights('table', table, dimensions),
    weights('identity', identity, dimensions),
    value(11, 'input_ids', INT64, ['batch', 'sequence']),
    value(11, 'attention_mask', INT64, ['batch', 'sequence']),
    value(11, 'token_type_ids', INT64, ['batch', 'sequence']),
    value(12, 'last_hidden_state', FLOAT, ['batch', 'sequence', dimensions]),
  );
  const operators = message(8, message(1, ''), integer(2, 13));
  return Buffer.concat([integer(1, 8), graph, operators]);
}

function node(operator: string, inputs: readonly string[], output: string): Buffer {
  return message(1, ...inputs.map((input) => message(1, input)), message(2, output), message(4, operator));
}

function weights(name: string, values: Float32Array, columns: number): Buffer {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const sizes = [integer(1, values.length / columns), integer(1, columns)];
  return message(5, ...sizes, integer(2, FLOAT), message(8, name), message(9, bytes));
}

function value(field: number, name: string, kind: number, shape: readonly (string | number)[]): Buffer {
  const sizes = shape.map((size) =>
    message(1, typeof size === 'number' ? integer(1, size) : message(2, size)),
  );
  const tensor = message(1, integer(1, kind), message(2, ...sizes));
  return message(field, message(1, name), message(2, tensor));
}
