import { useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import type { Team } from '../people/teams.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Stack } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './LogAddressDialog.module.css'

/** Where mail goes that shall stand in the log of a team: shown to who may write there, made and renewed by its managers. */
export function LogAddressDialog({ team, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const say = useWords('logMail')
  const teamId = team.id
  const mayNot = useWhyNot()('teams.manage', teamId)
  const query = useLoaded('getLogAddress', { teamId })
  const [isSure, setSure] = useState(false)
  const has = query.data?.address !== null
  const renew = useAction('renewLogAddress', { inForm: true, done: say(has ? 'renewed' : 'made') })
  const remove = useAction('removeLogAddress', { inForm: true, done: say('removed') })
  const problem = renew.problem ?? remove.problem
  const press = async () => {
    // What people have in their address books stops working: asked once more.
    if (has && !isSure) setSure(true)
    else if (await renew.run({ teamId })) setSure(false)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('title', { team: team.name })}
      about={say('about')}
      actions={
        query.data?.mailDomain ? (
          <>
            {has ? (
              <Button
                tone="danger"
                size="large"
                busy={remove.busy}
                unavailable={mayNot}
                onPress={() => remove.run({ teamId })}
              >
                {say('remove')}
              </Button>
            ) : null}
            <Button
              tone={has ? 'plain' : 'primary'}
              size="large"
              icon={has ? 'again' : 'key'}
              busy={renew.busy}
              unavailable={mayNot}
              onPress={press}
            >
              {say(has ? 'renew' : 'make')}
            </Button>
          </>
        ) : null
      }
    >
      <Stack>
        {problem ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        {isSure && has ? <Notice tone="warning">{say('renewSure')}</Notice> : null}
        <Loaded query={query}>
          {({ mailDomain, address, madeBy, madeAt }) =>
            mailDomain === null ? (
              <Notice title={say('off')}>{say('offSay')}</Notice>
            ) : address === null ? (
              <Notice title={say('none')}>{say('noneSay')}</Notice>
            ) : (
              <Stack>
                <CopyBox title={say('address')} label={say('address')} text={address} wrap />
                {madeBy !== null && madeAt !== null ? (
                  <p className={styles.small}>
                    {say('madeBy', { name: madeBy })} · <Time at={madeAt} as="moment" />
                  </p>
                ) : null}
                <p>{say('subject')}</p>
                <Notice tone="warning" title={say('secret')}>
                  {say('secretSay')}
                </Notice>
              </Stack>
            )
          }
        </Loaded>
      </Stack>
    </Dialog>
  )
}
