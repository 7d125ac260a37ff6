/** Which of these words was probably meant? Undefined when none is close: then a guess would mislead. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const [written, house] = parted(word)
  let best: { readonly candidate: string; readonly edits: number } | undefined
  for (const candidate of candidates) {
    const [name, itsHouse] = parted(candidate)
    const [a, b] = house === itsHouse ? [written, name] : [written + house, name + itsHouse]
    const most = Math.min(best ? best.edits - 1 : Infinity, Math.max(1, Math.floor(b.length / 3)))
    const edits = editsBetween(a, b, most)
    if (edits <= most) best = { candidate, edits }
  }
  return best?.candidate
}

const longest = 64

/** Two addresses of one house are as far apart as their names: what they share says nothing. */
function parted(text: string): readonly [name: string, house: string] {
  const whole = text.toLowerCase().slice(0, longest)
  const at = whole.indexOf('@')
  return at < 0 ? [whole, ''] : [whole.slice(0, at), whole.slice(at)]
}

/** Letters to add, drop, replace or swap with their neighbour (optimal string alignment); more than `most` is not counted out. */
function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Infinity
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next[j] = Math.min(
        at(row, j) + 1,
        at(next, j - 1) + 1,
        at(row, j - 1) + (isSame ? 0 : 1),
        isSwapped ? at(before, j - 2) + 1 : Infinity,
      )
    }
    before = row
    row = next
  }
  return at(row, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}
