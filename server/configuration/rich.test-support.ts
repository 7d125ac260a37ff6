import { richWatched } from './rich-watched.test-support.ts'

/** A file with something of everything, as `export` writes it at the beginning of March 2026. */
export const richYaml = `# The configuration of Baton: teams, people, schedules, channels, policies, services, sources, inhibitions,
# heartbeats, routes, incident rules, kits. No secrets.
# Devices that take pushes and chats with the Telegram bot answer for themselves: they and their rules stay as they are.
# To make it so:  baton apply -f baton.yaml    To see first what would change:  baton apply -f baton.yaml --dry-run

teams:
  - slug: 0-day
    name: 'on: call #1'
    members: []
  - slug: payments
    name: 결제 "Payments"
    members:
      - email: ana@example.com
        role: manager
      - email: ben+oncall@example.com
        role: viewer

people:
  - email: ana@example.com
    name: Ana Ruiz
    zone: Europe/Berlin
    language: en
    holidays: DE-BY
    role: admin
    contacts:
      - channel: browser
      - channel: email
        address: Ana.Ruiz@example.com
        label: 'Work: mail'
      - channel: ntfy
        address: ana-wakes-up
        enabled: false
      - channel: webhook
        address: https://93.184.215.14/hook?a=1&b=[2]
    rules:
      - priority: P1
        contact: browser
        afterMinutes: 0
      - priority: P1
        contact: email Ana.Ruiz@example.com
        afterMinutes: 7
      - priority: P4
        contact: webhook https://93.184.215.14/hook?a=1&b=[2]
        afterMinutes: 1440
        within:
          - days:
              - monday
              - sunday
            from: '22:00'
            to: '06:00'
    quiet:
      within:
        - from: friday 18:00
          to: monday 08:00
      priorities:
        - P3
        - P4
    skills:
      - postgres
      - 결제
  - email: ben+oncall@example.com
    name: 'yes'
    zone: America/Argentina/Buenos_Aires
    language: en
    role: responder
    contacts:
      - channel: email
        address: ben@example.com
    rules: []
  - email: cho@example.com
    name: 조은 🙂
    zone: Asia/Seoul
    language: ko
    role: manager
    deactivated: true
    contacts:
      - channel: browser
        label: '007'
        enabled: false
    rules: []

schedules:
  - slug: empty
    name: Nobody yet
    team: 0-day
    zone: UTC
    handsOver:
      grace: 10
      valve: 30
    rotations: []
  - slug: primary
    name: Primary
    team: payments
    zone: Europe/Berlin
    handsOver: false
    rotations:
      - name: Weeks
        role: primary
        every: 2 weeks
        handover: sunday 02:30
        starts: '2026-03-29'
        turns:
          - ben+oncall@example.com
          - - ana@example.com
            - cho@example.com
          - ana@example.com
      - name: Nights
        layer: 3
        role: primary
        zone: Australia/Lord_Howe
        every: day
        handover: '00:00'
        starts: '2024-02-29'
        ends: '2026-12-31'
        turns:
          - cho@example.com
      - name: Weeks
        role: secondary
        every: week
        handover: monday 09:00
        starts: '2026-01-05'
        turns:
          - ana@example.com
      - name: Learners
        role: shadow
        every: 2 months
        handover: day 31 00:00
        starts: '2026-01-31'
        turns:
          - ana@example.com
          - ben+oncall@example.com
        startsWithTurn: 2
      - name: Weekends
        role: shadow
        every: 12 hours
        handover: '08:00'
        starts: '2026-01-05'
        turns:
          - cho@example.com
        restrictions:
          - days:
              - sunday
              - monday
            from: '22:00'
            to: '06:00'
          - from: friday 18:00
            to: monday 08:00
    overrides:
      - person: cho@example.com
        from: '2026-03-28T12:00:00+01:00'
        until: '2026-03-29T12:00:00+02:00'
        reason: 'Ski: "trip"'
      - person: ana@example.com
        replaces: cho@example.com
        from: '2026-03-28T12:00:00+01:00'
        until: '2026-03-29T12:00:00.125+02:00'
      - person: ben+oncall@example.com
        beside: secondary
        from: '2026-03-28T12:00:00+01:00'
        until: '2026-03-29T12:00:00+02:00'
      - person: ana@example.com
        takenOff: true
        from: '2026-03-30T12:00:00+02:00'
        until: '2026-03-30T13:00:00+02:00'
    temporaries:
      - name: Easter
        from: '2026-04-03T00:00:00+02:00'
        until: '2026-04-07T00:00:00+02:00'
        shifts:
          - person: ana@example.com
            from: '2026-04-03T00:00:00+02:00'
            until: '2026-04-07T00:00:00+02:00'
          - person: cho@example.com
            role: shadow
            from: '2026-04-04T00:00:00+02:00'
            until: '2026-04-05T12:30:00.5+02:00'
      - name: Easter
        from: '2026-04-03T00:00:00+02:00'
        until: '2026-04-05T00:00:00+02:00'
        shifts:
          - person: ben+oncall@example.com
            from: '2026-04-03T00:00:00+02:00'
            until: '2026-04-05T00:00:00+02:00'
    calendars:
      - name: 'Export: nights'
        layer: 7
        role: primary
        people:
          - text: 'J. Kim: #2'
            person: ben+oncall@example.com
      - name: Learning
        role: shadow

channels:
  - slug: payments-room
    name: '#payments-ops'
    team: payments
    channel: slack
    address: C024BE91L
    language: ko
    zone: Asia/Seoul

policies:
  - slug: nights
    name: Nights
    team: payments
    steps:
      - wait: 5
        targets:
          - policy: payments
      - wait: 5
        targets:
          - schedule: primary
            role: secondary
          - schedule: empty
            role: everybody
          - channel: payments-room
      - wait: 5
        targets:
          - team: payments
            part: responders
          - team: 0-day
            part: on_call
        priorities:
          - P1
          - P2
        hours:
          zone: Europe/Berlin
          within:
            - days:
                - saturday
                - sunday
              from: '00:00'
              to: '00:00'
            - from: friday 18:00
              to: monday 08:00
        inTurn: true
        mustAnswer: 2
    repeats: 0
    returnAfterMinutes: 60
    mayWaitFrom: P3
  - slug: payments
    name: Payments
    team: payments
    steps:
      - wait: 1
        targets:
          - schedule: primary
          - person: cho@example.com
      - wait: 1440
        targets:
          - schedule: empty
    repeats: 9
    returnAfterMinutes: 5

${richWatched}`
