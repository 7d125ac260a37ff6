// Delivery reports (RFC 3464): what a mail server tells about a mail that it had accepted.
import { withoutMailAddresses } from './mask.ts'

/** What this report says of the mail: it was given up, for this reason; null when it was not, or not yet. */
export function failureIn(report: string): string | null {
  const fields = fieldsOf(report.slice(0, 20_000))
  if (!/^failed\b/i.test(fields.get('action') ?? '')) return null
  const status = /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? ''
  const said = (fields.get('diagnostic-code') ?? '').replace(/^[\w-]+\s*;\s*/, '')
  return withoutMailAddresses(`${status} ${said}`).replace(/\s+/g, ' ').trim() || 'failed'
}

/** The first of each field, unfolded: a report on several recipients is read by the one that failed. */
function fieldsOf(report: string): ReadonlyMap<string, string> {
  const groups = report
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .map(
      (group) =>
        new Map(
          group
            .split('\n')
            .toReversed()
            .flatMap((line): [string, string][] => {
              const colon = line.indexOf(':')
              return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]]
            }),
        ),
    )
  return groups.find((group) => /^failed\b/i.test(group.get('action') ?? '')) ?? new Map()
}
