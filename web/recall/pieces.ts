export type Piece = { readonly at: number; readonly text: string; readonly isMarked: boolean }

/** A text cut at the places of its marks: pairs of begin and end, in order. */
export function piecesOf(text: string, marks: readonly number[]): readonly Piece[] {
  const cuts = [0, ...marks, text.length]
  return cuts
    .slice(0, -1)
    .map((at, nth) => ({ at, text: text.slice(at, cuts[nth + 1]), isMarked: nth % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
