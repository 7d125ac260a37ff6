import { describe, expect, test } from 'vitest'
import { sentry } from './sentry.ts'
import { hear, only } from './webhook-reading.test-support.ts'

const as = (resource: string) => ({ headers: { 'sentry-hook-resource': resource } })

// The examples of https://docs.sentry.io/organization/integrations/integration-platform/webhooks/, shortened.
const eventAlert = {
  action: 'triggered',
  actor: { id: 'sentry', name: 'Sentry', type: 'application' },
  data: {
    event: {
      culprit: '?(<anonymous>)',
      datetime: '2019-08-19T21:06:17.677000Z',
      environment: 'production',
      event_id: 'e4874d664c3540c1a32eab185f12c5ab',
      issue_id: '1170820242',
      issue_url: 'https://sentry.io/api/0/issues/1170820242/',
      level: 'error',
      tags: [
        ['browser', 'Chrome 75.0.3770'],
        ['handled', 'no'],
        ['level', 'error'],
      ],
      title: 'ReferenceError: heck is not defined',
      web_url: 'https://sentry.io/organizations/test-org/issues/1170820242/events/e4874d664c3540c1a32eab185f12c5ab/',
    },
    triggered_rule: 'Very Important Alert Rule!',
  },
  installation: { uuid: 'a8e5d37a-696c-4c54-adb5-b3f28d64c7de' },
}

const metricAlert = (action: string) => ({
  action,
  data: {
    description_text: '1000 events in the last 10 minutes\nFilter: level:error',
    description_title: `${action}: Too many errors`,
    metric_alert: {
      id: '4',
      alert_rule: { name: 'Too many errors', projects: ['bar'], environment: null, query: 'level:error' },
      projects: ['bar'],
      date_started: '2020-09-13T12:26:40.000000Z',
    },
    web_url: 'https://sentry.io/organizations/foo/alerts/rules/details/7/?alert=4',
  },
})

const issue = (action: string) => ({
  action,
  data: {
    issue: {
      id: '1170820242',
      shortId: 'IPE-1',
      title: 'ReferenceError: heck is not defined',
      level: 'error',
      culprit: '?(<anonymous>)',
      permalink: 'https://sentry.io/issues/1170820242/',
      web_url: 'https://test-org.sentry.io/issues/1170820242/',
      project: { slug: 'front-end' },
      substatus: 'regressed',
      firstSeen: '2022-04-04T18:17:18.320000Z',
    },
  },
})

describe('an issue alert', () => {
  test('opens by the id of its issue', () => {
    expect(only(sentry, eventAlert, as('event_alert'))).toEqual({
      action: 'trigger',
      key: '1170820242',
      summary: 'ReferenceError: heck is not defined',
      priority: 'P2',
      from: '?(<anonymous>)',
      labels: {
        rule: 'Very Important Alert Rule!',
        environment: 'production',
        level: 'error',
        browser: 'Chrome 75.0.3770',
        handled: 'no',
      },
      links: [{ href: eventAlert.data.event.web_url, text: 'Sentry' }],
      details: JSON.stringify(eventAlert),
      startsAt: '2019-08-19T21:06:17.677000Z',
      endsAt: null,
      groupKey: null,
      notes: [],
    })
  })

  test('takes the id from the address where it has none of its own', () => {
    const { issue_id: _, ...event } = eventAlert.data.event
    expect(only(sentry, { ...eventAlert, data: { event } }, as('event_alert')).key).toBe('1170820242')
  })

  test.each([
    ['fatal', 'P1'],
    ['error', 'P2'],
    ['warning', 'P3'],
    ['info', 'P4'],
    ['debug', 'P4'],
  ])('level %s is %s', (level, priority) => {
    const event = { ...eventAlert.data.event, level }
    expect(only(sentry, { ...eventAlert, data: { event } }, as('event_alert')).priority).toBe(priority)
  })
})

describe('an issue', () => {
  test.each([
    ['resolved', 'resolve'],
    ['ignored', 'resolve'],
    ['archived', 'resolve'],
    ['unresolved', 'trigger'],
  ])('%s: %s, by the key of its alert', (action, does) => {
    expect(only(sentry, issue(action), as('issue'))).toMatchObject({
      action: does,
      key: '1170820242',
      links: [{ href: 'https://test-org.sentry.io/issues/1170820242/', text: 'Sentry' }],
      labels: { project: 'front-end', shortId: 'IPE-1' },
    })
  })

  test.each(['created', 'assigned', 'something new'])('%s opens nothing: alert rules say what pages', (action) => {
    expect(hear(sentry, issue(action), as('issue'))).toMatchObject({ events: [], answer: { status: 200 } })
  })

  test('an activity alert opens it too', () => {
    expect(only(sentry, issue('triggered'), as('activity_alert'))).toMatchObject({
      action: 'trigger',
      key: '1170820242',
    })
  })
})

describe('a metric alert', () => {
  test.each([
    ['critical', 'trigger', 'P1'],
    ['warning', 'trigger', 'P3'],
    ['resolved', 'resolve', 'P2'],
  ])('%s: %s as %s', (action, does, priority) => {
    expect(only(sentry, metricAlert(action), as('metric_alert'))).toMatchObject({
      action: does,
      priority,
      key: 'metric_alert/4',
      summary: `${action}: Too many errors: 1000 events in the last 10 minutes Filter: level:error`,
      labels: { rule: 'Too many errors', project: 'bar', query: 'level:error' },
      links: [{ href: metricAlert('').data.web_url, text: 'Sentry' }],
    })
  })

  test('is another alert than the issue of the same number', () => {
    const event = { ...eventAlert.data.event, issue_id: '4' }
    expect(only(sentry, { ...eventAlert, data: { event } }, as('event_alert')).key).not.toBe(
      only(sentry, metricAlert('critical'), as('metric_alert')).key,
    )
  })
})

test.each(['error', 'comment', 'installation', 'seer'])('%s pages nobody and is answered 200', (resource) => {
  const sent = { action: 'created', data: { [resource]: { title: 'x' } } }
  expect(hear(sentry, sent, as(resource))).toMatchObject({ events: [], answer: { status: 200 } })
})

test.each([
  [eventAlert, '1170820242'],
  [metricAlert('critical'), 'metric_alert/4'],
  [issue('resolved'), '1170820242'],
])('%#: without the header the shape tells', (sent, key) => {
  expect(only(sentry, sent).key).toBe(key)
})

test('the old webhooks plugin', () => {
  const sent = {
    id: '27379932',
    project: 'project-slug',
    project_name: 'Project Name',
    project_slug: 'project-slug',
    level: 'fatal',
    culprit: 'raven.scripts.runner in main',
    message: 'This is an example Python exception',
    url: 'https://sentry.io/organizations/o/issues/27379932/',
    triggering_rules: ['My rule'],
    event: { title: 'This is an example Python exception', tags: [['environment', 'prod']] },
  }
  expect(only(sentry, sent)).toMatchObject({
    action: 'trigger',
    key: '27379932',
    summary: 'This is an example Python exception',
    priority: 'P1',
    labels: { project: 'project-slug', rule: 'My rule', environment: 'prod' },
    links: [{ href: sent.url, text: 'Sentry' }],
  })
})

test.each([
  [{ title: 'Disk full', id: 7 }, {}],
  [{ title: 'Disk full', id: 7 }, as('event_alert')],
  [{ title: 'Disk full', id: 7 }, as('a_new_one')],
])('%#: JSON of another shape is an alert all the same', (sent, posted) => {
  expect(only(sentry, sent, posted)).toMatchObject({ key: '7', summary: 'Disk full' })
})
