/** The heartbeats of the rich configuration: both ways of expecting one, with all and with nothing said beside it. */
export const richHeartbeats = `
heartbeats:
  - source: by-hand
    slug: backup
    name: Nightly backup
    description: |-
      Dumps the database
      and copies it away.
    cron: 30 2 * * 1-5
    zone: Europe/Berlin
    grace: 15
    priority: P1
    message: No backup since yesterday
    tags:
      - backup
      - 'no'
    failWords:
      - FAILED
    paused: true
  - source: metrics
    slug: backup
    name: Copy
    every: 60
    grace: 0
    priority: P3
`
