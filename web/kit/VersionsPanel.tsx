import { useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Rows, Row } from '../ui/Rows.tsx'
import { Stack } from '../ui/Screen.tsx'
import { State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { DiffLines } from './DiffLines.tsx'
import type { Runbook } from './RunbookScreen.tsx'

/** Who wrote which version when, and what it changed; an earlier one comes back as a new one. */
export default function VersionsPanel({ runbook }: { readonly runbook: Runbook }) {
  const say = useWords('kit')
  const versions = useLoaded('listRunbookVersions', { runbookId: runbook.id })
  const [chosen, choose] = useState(runbook.version)
  return (
    <Stack>
      <VersionShown key={chosen} runbook={runbook} version={chosen} />
      <Card title={say('runbook.versions')} flush>
        <Loaded query={versions}>
          {(answer) => (
            <Rows label={say('runbook.versions')}>
              {answer.versions.map((each) => (
                <Row
                  key={each.version}
                  id={`version ${each.version}`}
                  chosen={each.version === chosen}
                  onPress={() => choose(each.version)}
                  title={say('version', { version: each.version })}
                  meta={
                    <>
                      <span>{say('versions.by', { name: each.by })}</span>
                      <Time at={each.at} as="moment" />
                      {each.restoredFrom === null ? null : (
                        <span>{say('versions.restored', { version: each.restoredFrom })}</span>
                      )}
                    </>
                  }
                  trail={
                    each.version === runbook.version && runbook.removedAt === null ? (
                      <State tone="ok" icon="check" look="plain">
                        {say('versions.holds')}
                      </State>
                    ) : null
                  }
                  wrapTrail={false}
                />
              ))}
            </Rows>
          )}
        </Loaded>
      </Card>
    </Stack>
  )
}

function VersionShown({ runbook, version }: { readonly runbook: Runbook; readonly version: number }) {
  const say = useWords('kit')
  const unavailable = useWhyNot()('kit.write', runbook.teamId)
  const of = { runbookId: runbook.id }
  const shown = useLoaded('getRunbookVersion', { ...of, version })
  const before = useLoaded('getRunbookVersion', { ...of, version: version - 1 }, { enabled: version > 1 })
  const restore = useAction('restoreRunbookVersion', {
    done: (output) => say('versions.restoredNow', { version: output.version }),
  })
  const holds = version === runbook.version && runbook.removedAt === null
  return (
    <Card
      title={version === 1 ? say('versions.first') : say('versions.of', { version })}
      actions={
        holds ? null : (
          <Button
            size="small"
            icon="again"
            busy={restore.busy}
            unavailable={unavailable}
            onPress={() => restore.run({ ...of, version, seen: runbook.version })}
          >
            {say('versions.restore')}
          </Button>
        )
      }
    >
      <Loaded query={shown}>
        {({ body }) =>
          version > 1 && !before.data ? null : <DiffLines before={before.data?.body ?? ''} after={body} />
        }
      </Loaded>
    </Card>
  )
}
