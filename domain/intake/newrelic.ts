// New Relic's workflow webhook with its default template, and the notification channels before it (contracts 7).
// https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/#webhook
// https://docs.newrelic.com/docs/alerts/new-relic-alerts/advanced-alerts/advanced-techniques/customize-your-webhook-payload/
import type { ReceivedEvent } from './event.ts'
import type { WebhookDialect } from './foreign.ts'
import { own, type Body } from './json.ts'
import { eventFrom } from './foreign-event.ts'
import { firstOf, firstSaid, labelsFrom, objectsIn, wordIn, type Sent } from './foreign-fields.ts'
import { plainAnswers, readVendor } from './foreign-hearing.ts'

export const newrelic: WebhookDialect = {
  name: 'newrelic',
  methods: ['POST', 'PUT'],
  paths: [],
  read: (request, context) => readVendor(request, context, eventsOf),
  ...plainAnswers,
}

function eventsOf(sent: Sent, body: Body): readonly ReceivedEvent[] | null {
  const has = (name: string) => own(sent, name) !== undefined
  if (has('current_state') && (has('incident_id') || has('condition_name'))) return [ofChannel(sent, body)]
  const isOfTemplate = has('issueUrl') || has('alertPolicyNames') || has('alertConditionNames') || has('workflowName')
  return has('state') && isOfTemplate ? [ofIssue(sent, body)] : null
}

function ofIssue(sent: Sent, body: Body): ReceivedEvent {
  const title = firstSaid([firstOf(own(sent, 'title'))])
  const condition = firstOf(own(sent, 'alertConditionNames'))
  const entity = firstOf(own(sent, 'impactedEntities'))
  return eventFrom(
    {
      action: actionOf(wordIn(own(sent, 'state')), wordIn(own(sent, 'trigger'))),
      key: [own(sent, 'id'), own(sent, 'issueId')],
      identity: firstSaid([own(sent, 'issueUrl'), title]) ?? body.text,
      summary: [title, condition],
      severity: own(sent, 'priority') ?? own(sent, 'severity'),
      from: [entity],
      labels: labelsFrom({
        policy: firstOf(own(sent, 'alertPolicyNames')),
        condition,
        entity,
        workflow: own(sent, 'workflowName'),
        source: firstOf(own(sent, 'sources')),
        priority: own(sent, 'priority'),
        totalIncidents: own(sent, 'totalIncidents'),
      }),
      links: [[own(sent, 'issueUrl'), 'New Relic']],
      startsAt: own(sent, 'createdAt'),
      details: body.text,
    },
    body.notes,
  )
}

function ofChannel(sent: Sent, body: Body): ReceivedEvent {
  const [target] = objectsIn(sent, 'targets')
  const entity = target ? own(target, 'name') : null
  const condition = firstSaid([firstOf(own(sent, 'condition_name'))])
  const details = firstSaid([own(sent, 'details'), own(sent, 'condition_description')])
  return eventFrom(
    {
      action: actionOf(wordIn(own(sent, 'current_state')), ''),
      key: [own(sent, 'incident_id')],
      identity: firstSaid([own(sent, 'incident_url'), condition]) ?? body.text,
      summary: [condition !== null && details !== null ? `${condition}: ${details}` : (details ?? condition)],
      severity: own(sent, 'severity'),
      from: [entity, own(sent, 'account_name')],
      labels: labelsFrom(
        {
          policy: own(sent, 'policy_name'),
          condition,
          entity,
          account: own(sent, 'account_name'),
          severity: own(sent, 'severity'),
        },
        target ? own(target, 'labels') : null,
      ),
      links: [
        [own(sent, 'incident_url'), 'New Relic'],
        [own(sent, 'runbook_url'), 'runbook_url'],
        [own(sent, 'violation_chart_url'), 'chart'],
      ],
      startsAt: own(sent, 'timestamp'),
      details: body.text,
    },
    body.notes,
  )
}

/** An issue that is no longer active is over here; should it become active again, its key opens anew. */
function actionOf(state: string, trigger: string): ReceivedEvent['action'] {
  if (over.has(state)) return 'resolve'
  return state === 'acknowledged' || trigger === 'acknowledged' || trigger === 'issue_acknowledged'
    ? 'acknowledge'
    : 'trigger'
}

const over = new Set(['closed', 'deactivated', 'resolved'])
