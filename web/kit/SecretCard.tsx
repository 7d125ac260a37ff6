import { useState } from 'react'
import { useAction } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'

/** With what the calls of a team's runbooks are signed: made here, and shown once. */
export function SecretCard({ teamId }: { readonly teamId: string }) {
  const say = useWords('kit')
  const unavailable = useWhyNot()('teams.manage', teamId)
  const renew = useAction('renewKitSecret')
  const [secret, setSecret] = useState<string>()
  const make = async () => setSecret((await renew.run({ teamId }))?.secret)
  return (
    <Card title={say('runbook.secret')} about={say('runbook.secretAbout')}>
      <Stack>
        {secret ? (
          <CopyBox title={say('runbook.secretYours')} label={say('runbook.secret')} text={secret} wrap />
        ) : null}
        <Button icon="key" busy={renew.busy} unavailable={unavailable} onPress={make}>
          {say('runbook.secretMake')}
        </Button>
      </Stack>
    </Card>
  )
}
