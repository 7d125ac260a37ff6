// Shapes that settings share.
import * as z from 'zod'

/** A whole number in at most so many digits. */
export function whole(least: number, most: number, digits = 9) {
  const says = `it is a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(new RegExp(`^\\d{1,${digits}}$`), says)
    .transform(Number)
    .pipe(z.number(says).min(least, says).max(most, says))
}
