import { richHeartbeats } from './rich-heartbeats.test-support.ts'
/** The services, sources and routes of the file with something of everything. */
export const richWatched = `services:
  - slug: checkout
    name: Checkout
    description: |
      Two lines:
        the second is indented
    team: payments
    policy: payments
    grouping: labels
    groupBy:
      - region
      - 'no: colon'
    groupMinutes: 30
    watchMinutes: 0
    floodLimit: 0
    evidence:
      - name: 'Latency: by region'
        how: |-
          Two lines:
            the second is indented
        kind: link
        address: https://grafana.example.com/d/checkout?from={since}&to={until}
      - name: 'null'
        how: ''
        kind: upload
        address: ''
    dependsOn:
      - null-service
    tier: 1
    links:
      - name: 'Restart: when it hangs'
        url: https://wiki.example.com/checkout?a=1&b=%20#restart
        kind: runbook
      - name: 대시보드
        url: http://graphs.example.com/d/1
        kind: dashboard
    experts:
      - person: ana@example.com
      - skill: postgres
  - slug: null-service
    name: 'null'
    description: ''
    team: 0-day
    policy: payments
    grouping: map
    groupBy: []
    groupMinutes: 0
    watchMinutes: 10
    floodLimit: 100
    evidence: []
    dependsOn:
      - checkout
    tier: null
    links: []

sources:
  - slug: by-hand
    name: By hand
    service: null-service
    dialect: generic
    floodLimit: 0
    enabled: true
    mapping: null
  - slug: checks
    name: Checks
    service: checkout
    dialect: generic
    floodLimit: 100000
    enabled: false
    mapping:
      key: '{{a}}/{{$.b[0]["odd name"]}}'
      each: $.events
      links:
        - href: $.url
          text: Graph
      labels:
        host: $.host
        한글: fixed
      priorities:
        red: P1
        amber: P3
      resolveWhen:
        - gone
    mailRules:
      usualWords: false
      takesAutomatic: true
  - slug: metrics
    name: Metrics
    service: checkout
    dialect: prometheus
    floodLimit: 20000
    enabled: true

inhibitions:
  - slug: switch-down
    name: A switch is down
    team: payments
    sourceMatchers:
      - alertname="SwitchDown"
    targetMatchers:
      - alertname!="SwitchDown"
      - instance=~"web-\\\\d+"
    equal:
      - 데이터 센터
${richHeartbeats}
routes:
  - team: payments
    inOrder:
      - name: 'Nights: quiet'
        when: job="nightly", env!~"prod|stage"
        service: null-service
        atMost: P3
      - name: Clusters
        when: cluster=~".+"
        policy: nights
        atLeast: P3
        atMost: P2
        groupBy:
          - cluster
        groupMinutes: 30
      - name: Everything at once
        when: baton_key=~".+"
        groupBy: []
        enabled: false

incidentRules:
  - team: payments
    inOrder:
      - name: What is known
        does: join
      - name: 'Checkout: down'
        when: severity="critical", env!~"stage|test"
        service: checkout
        source: checks
        atLeast: P2
        afterAlerts: 3
        withinMinutes: 5
        unacknowledgedMinutes: 15
        groupBy:
          - cluster
        title: '{service}: {labels.cluster} ({count})'
        priority: P1
        private: true
        calls: policy
        policy: nights
        mostPerHour: 2
        enabled: false

kit:
  - team: payments
    bookmarks:
      - name: Hotline
        note: |-
          +49 30 555: day
          and "night"
      - name: Graphs
        url: https://graphs.example.com/d/1?a=1#x
        service: checkout
        kind: dashboard
        tags:
          - errors
        owner: ana@example.com
    runbooks:
      - title: '#1: cards fail'
        service: checkout
        text: |
          # Look

          - [ ] Graphs
`
