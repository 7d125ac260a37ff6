/** So many letters a runbook has at most: whoever was woken does not read a book. */
export const mostLetters = 100_000
