const wellKnown = [
  '1234567890',
  '0123456789',
  'qwertyuiop',
  'qwerty1234',
  'password12',
  'password123',
  'passw0rd12',
  'iloveyou12',
  'administrator',
  'letmein123',
  'changeme123',
]

/** Is this password good enough to keep? Length carries most of the strength (NIST SP 800-63B: no composition rules). */
export function isStrongEnough(password: string, about: { readonly email: string; readonly name: string }): boolean {
  const lower = password.toLowerCase()
  if (password.length < 10 || password.length > 256) return false
  if (new Set(lower).size < 5) return false
  if (wellKnown.some((known) => lower.includes(known))) return false
  return lower !== about.email.toLowerCase() && lower !== about.name.toLowerCase()
}
