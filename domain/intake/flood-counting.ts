// How many new alerts there were in the last ten minutes, in steps of ten seconds: memory that does not grow with the flood.

export const windowSeconds = 600
const stepSeconds = 10
const steps = windowSeconds / stepSeconds

/** New alerts of one source or service. `seconds` is any clock that only goes forward. */
export class FloodCount {
  readonly #counts = new Uint32Array(steps)
  #step = 0
  #sum = 0

  add(count: number, seconds: number): void {
    this.#forget(seconds)
    this.#sum += count
    const at = this.#step % steps
    this.#counts[at] = (this.#counts[at] ?? 0) + count
  }

  sum(seconds: number): number {
    this.#forget(seconds)
    return this.#sum
  }

  #forget(seconds: number): void {
    const step = Math.floor(seconds / stepSeconds)
    for (let gone = Math.min(step - this.#step, steps); gone > 0; gone--) {
      this.#step = gone === 1 ? step : this.#step + 1
      const at = this.#step % steps
      this.#sum -= this.#counts[at] ?? 0
      this.#counts[at] = 0
    }
  }
}
