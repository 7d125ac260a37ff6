// What changed between two texts, line by line.

export type LineChange = { readonly is: 'same' | 'added' | 'removed'; readonly text: string }

/**
 * The lines of both, in order: what only the first has as removed, what only the second has as added. Texts that have more different
 * lines than can be compared in an instant are told as wholly different in the middle.
 */
export function lineDiff(before: string, after: string): readonly LineChange[] {
  const a = linesOf(before)
  const b = linesOf(after)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return [
    ...a.slice(0, start).map(same),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ]
}

const same = (text: string): LineChange => ({ is: 'same', text })
const removed = (text: string): LineChange => ({ is: 'removed', text })
const added = (text: string): LineChange => ({ is: 'added', text })

/** The longest lines in common, by the table that everybody knows; bounded, because its size is the product of both. */
function middle(a: readonly string[], b: readonly string[]): LineChange[] {
  if (a.length * b.length > mostCells) return [...a.map(removed), ...b.map(added)]
  const width = b.length + 1
  const longest = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => longest[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const told: LineChange[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [mine, theirs] = [a[i], b[j]]
    if (mine !== undefined && mine === theirs) {
      told.push({ is: 'same', text: mine })
      i++
      j++
    } else if (mine !== undefined && (theirs === undefined || at(i + 1, j) >= at(i, j + 1))) {
      told.push(removed(mine))
      i++
    } else if (theirs !== undefined) {
      told.push(added(theirs))
      j++
    }
  }
  return told
}

const mostCells = 4_000_000

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/\r\n|\r|\n/)
}
