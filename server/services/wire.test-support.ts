import * as z from 'zod'
import { endpoints, type EndpointInput, type EndpointName, type EndpointOutput } from '../../domain/api.ts'
import type { Endpoint } from '../../domain/endpoint.ts'
import type { Action, Context } from '../context.ts'

/** Asks an action as a caller would: JSON in, JSON out, both held against the endpoint's schemas. */
export async function ask<N extends EndpointName>(
  actions: { readonly [K in N]: Action<K> },
  name: N,
  ctx: Context,
  input: EndpointInput<N>,
): Promise<EndpointOutput<N>> {
  const { row, action } = paired(actions, name)
  return answerOf<N>(z.encode(row.output, await action(ctx, row.input.parse(input))))
}

// The schemas of the very endpoint connect name, action, input and output; the compiler cannot follow N that far.
function paired<N extends EndpointName>(actions: { readonly [K in N]: Action<K> }, name: N) {
  const row: Endpoint = endpoints[name]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return { row, action: actions[name] as unknown as (ctx: Context, input: unknown) => Promise<unknown> }
}

function answerOf<N extends EndpointName>(encoded: unknown): EndpointOutput<N> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return encoded as EndpointOutput<N>
}
