// What every benchmark of one process does: the same work again and again, told by its middle and its worst.

/** Does it once to warm up, then so many times, and says how long each took. */
export async function report(what: string, work: () => unknown, rounds = 30): Promise<void> {
  await work()
  const taken: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    await work()
    taken.push(performance.now() - began)
  }
  print(what, taken)
}

/** Milliseconds, as p50 and p99. */
export function print(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1)
  console.log(`${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`)
}

/** Asks a Baton over HTTP, as whoever the token names by then. */
export function askerOf(url: string, token: () => string) {
  return async (method: string, address: string, body?: object): Promise<unknown> => {
    const answer = await fetch(url + address, {
      method,
      headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
}
