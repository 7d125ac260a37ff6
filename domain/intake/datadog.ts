// Datadog's webhook. Its body is a template of the user's: the one that Baton offers (`datadog-payload.ts`), or Datadog's default,
// where only the title tells what happened (contracts 7). https://docs.datadoghq.com/integrations/webhooks/
import type { ReceivedEvent } from './event.ts'
import type { WebhookDialect } from './foreign.ts'
import { tagLabels } from './generic-fields.ts'
import { isObject, own, type Body } from './json.ts'
import type { Labels } from './labels.ts'
import { priorityOf } from './severity.ts'
import { scalarText } from './text.ts'
import { eventFrom } from './foreign-event.ts'
import { firstSaid, labelsFrom, objectIn, type Sent } from './foreign-fields.ts'
import { plainAnswers, readVendor } from './foreign-hearing.ts'

export const datadog: WebhookDialect = {
  name: 'datadog',
  methods: ['POST', 'PUT'],
  paths: [],
  read: (request, context) => readVendor(request, context, eventsOf),
  ...plainAnswers,
}

function eventsOf(sent: Sent, body: Body): readonly ReceivedEvent[] | null {
  const isTemplate = said(sent, 'alert_transition') !== null || said(sent, 'alert_cycle_key') !== null
  const isDefault = own(sent, 'event_type') !== undefined && own(sent, 'title') !== undefined
  return isTemplate || isDefault ? [eventIn(sent, body)] : null
}

function eventIn(sent: Sent, body: Body): ReceivedEvent {
  const title = titleIn(said(sent, 'title') ?? '')
  const transition = (said(sent, 'alert_transition') ?? title.transition).toLowerCase()
  const monitor = said(sent, 'alert_id')
  const scope = said(sent, 'alert_scope') ?? title.scope
  const org = firstSaid([said(sent, 'org_name'), own(objectIn(sent, 'org'), 'id')]) ?? ''
  return eventFrom(
    {
      // `Recovered`, and the recovery of no data; an unknown word opens.
      action: /(^|\s)recovered$/.test(transition) ? 'resolve' : 'trigger',
      key: [said(sent, 'alert_cycle_key'), monitor === null ? null : `${monitor}/${scope}`, said(sent, 'aggreg_key')],
      // The id of the default payload is that of the event, another one when it recovers: what stays is the title's rest.
      identity: `${org}\n${scope}\n${title.rest}`,
      summary: [title.rest, title.whole, said(sent, 'body')],
      severity: severityIn(sent, transition, title.priority),
      from: [said(sent, 'hostname'), scope],
      labels: labelsOf(sent, { monitor, scope, org }),
      links: [
        [said(sent, 'link') ?? undefined, 'Datadog'],
        [said(sent, 'snapshot') ?? undefined, 'snapshot'],
      ],
      startsAt: said(sent, 'date') ?? undefined,
      details: body.text,
    },
    body.notes,
  )
}

/** The priority of the monitor where its owner gave one, else what the transition and the alert type say. */
function severityIn(sent: Sent, transition: string, inTitle: string): string | null {
  const given = said(sent, 'alert_priority') ?? inTitle
  if (given !== '' && priorityOf(given) !== null) return given
  if (transition === 'warn' || transition === 're-warn') return 'warning'
  const type = said(sent, 'alert_type')?.toLowerCase()
  if (type === 'success') return 'info'
  return type ?? (transition === '' ? null : 'error')
}

function labelsOf(
  sent: Sent,
  { monitor, scope, org }: Readonly<Record<'monitor' | 'scope' | 'org', string | null>>,
): Labels {
  const labels = labelsFrom({
    monitor,
    scope,
    org,
    host: said(sent, 'hostname'),
    metric: said(sent, 'alert_metric'),
    event_type: said(sent, 'event_type'),
  })
  for (const [name, text] of tagLabels({ tags: said(sent, 'tags') ?? own(sent, 'tags') ?? null })) labels[name] ??= text
  return labels
}

type Title = Readonly<Record<'whole' | 'priority' | 'transition' | 'scope' | 'rest', string>>

/** Takes `[P2] [Triggered on {host:web1}] CPU is high` apart. */
function titleIn(whole: string): Title {
  const none: Title = { whole, priority: '', transition: '', scope: '', rest: whole }
  const start = whole.slice(0, MAX_BRACKETS)
  const [priorityPart = '', priority = ''] = /^\s*\[(P[1-5])\]\s*/i.exec(start) ?? []
  const left = start.slice(priorityPart.length)
  const scoped = /^\[([A-Za-z -]{1,40}) on \{([^}]*)\}\]/.exec(left)
  const found = scoped ?? /^\[([A-Za-z -]{1,40})\]/.exec(left)
  const transition = found?.[1]?.trim().toLowerCase() ?? ''
  if (!found || !transitions.has(transition)) return { ...none, priority, rest: whole.slice(priorityPart.length) }
  return {
    whole,
    priority,
    transition,
    scope: scoped?.[2] ?? '',
    rest: whole.slice(priorityPart.length + found[0].length).trim(),
  }
}

/** What a field says; null for blank, for `null`, and for a variable that Datadog did not replace. */
function said(sent: Sent, name: string): string | null {
  const value = own(sent, name)
  const text = isObject(value) ? null : scalarText(value)?.trim()
  return !text || /^(null|n\/a)$/i.test(text) || /^\$[A-Z_]+$/.test(text) ? null : text
}

const MAX_BRACKETS = 2048
const transitions = new Set([
  'triggered',
  're-triggered',
  'warn',
  're-warn',
  'no data',
  're-no data',
  'renotify',
  'recovered',
  'null',
])
