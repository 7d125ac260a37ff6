// One alert as the Prometheus family writes it: the same in Prometheus' own posts and in Alertmanager's webhook.
import type { Link, Priority } from './event.ts'
import { isObject } from './json.ts'
import { addLink, noLabels, type Labels } from './labels.ts'
import { priorityOf, UNSAID } from './severity.ts'
import { note, scalarText, titleOf, type Notes } from './text.ts'

/** The label set that is the alert's identity: every non-empty label; null when there is none (then it is no alert). */
export function labelSet(sent: unknown, notes: Notes): Labels | null {
  if (!isObject(sent)) return null
  const labels = noLabels()
  let isEmpty = true
  for (const name of Object.keys(sent)) {
    const value = scalarText(sent[name])
    if (value === null && sent[name] !== null) note(notes, 'labels_dropped')
    if (!value) continue
    labels[name] = value
    isEmpty = false
  }
  return isEmpty ? null : labels
}

/** The line people read: what the rule's author wrote for them, else what fired and where. */
export function alertSummary(annotations: unknown, labels: Labels, notes: Notes): string {
  if (isObject(annotations)) {
    for (const name of written) {
      const text = annotations[name]
      const title = typeof text === 'string' ? titleOf(text, notes) : ''
      if (title !== '') return title
    }
  }
  note(notes, 'summary_made')
  const name =
    labels.alertname ??
    Object.entries(labels)
      .slice(0, MAX_NAMED)
      .map(([label, value]) => `${label}=${value}`)
      .join(' ')
  return titleOf(labels.alertname && labels.instance ? `${name}: ${labels.instance}` : name, notes)
}

export function alertPriority(labels: Labels, unsaid: Priority | undefined, notes: Notes): Priority {
  const said = priorityOf(labels.severity ?? labels.priority ?? '')
  if (said === null) note(notes, 'severity_unknown')
  return said ?? unsaid ?? UNSAID
}

/** Links to follow from the alert, named as on the wire; Grafana's stand on the alert, runbooks among its annotations. */
export function alertLinks(sent: Readonly<Record<string, unknown>>, notes: Notes): Link[] {
  const links: Link[] = []
  addLink(links, sent.generatorURL, 'generatorURL', notes)
  addLink(links, sent.dashboardURL, 'dashboardURL', notes)
  addLink(links, sent.panelURL, 'panelURL', notes)
  addLink(links, sent.silenceURL, 'silenceURL', notes)
  addLink(links, sent.imageURL, 'imageURL', notes)
  const { annotations } = sent
  if (isObject(annotations)) {
    addLink(links, annotations.runbook_url, 'runbook_url', notes)
    addLink(links, annotations.dashboard_url, 'dashboard_url', notes)
  }
  return links
}

const MAX_NAMED = 20
const written = ['summary', 'title', 'message', 'description'] as const
