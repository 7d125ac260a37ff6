import { useState } from 'react'
import { fileFormats, type FileFormat } from '../../domain/kit/kit-file.ts'
import { download } from '../download.ts'
import { SaveProblem } from '../people/SaveProblem.tsx'
import { TeamSelect } from '../people/TeamSelect.tsx'
import { useTeams } from '../people/teams.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Segmented, Select } from '../ui/inputs.tsx'
import { showNotice } from '../ui/notices.ts'
import { useWords } from '../words/words.ts'
import type { Start } from './use-place.ts'

/** The kit to take along: a document, or bookmarks for browsers. */
export default function ExportDialog({ start, onClose }: { readonly start: Start; readonly onClose: () => void }) {
  const say = useWords('kitFile')
  const me = useMe()
  const { teams } = useTeams()
  const services = useLoaded('listServices', {}).data?.services ?? []
  const [team, setTeam] = useState(start.teamId)
  const [service, setService] = useState(start.serviceId)
  const [format, setFormat] = useState<FileFormat>('markdown')
  const take = useAction('exportKit', { inForm: true })
  const mine = teams.find(({ id }) => me.teams.some((each) => each.id === id)) ?? teams[0]
  const ofService = services.find(({ id }) => id === service)?.teamId
  const teamId = (teams.find(({ id }) => id === team) ?? teams.find(({ id }) => id === ofService) ?? mine)?.id ?? ''
  const ofTeam = services.filter((each) => each.teamId === teamId)
  const serviceId = ofTeam.some(({ id }) => id === service) ? service : ''
  const save = async () => {
    const kit = await take.run({ teamId, format, ...(serviceId === '' ? {} : { serviceId }) })
    if (!kit) return
    download(kit.fileName, kit.text, format === 'markdown' ? 'text/markdown' : 'text/html')
    const without = kit.leftOut > 0 ? say('savedWithout', { count: kit.leftOut }) : say('saved')
    showNotice({ tone: 'ok', say: without })
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('export')} about={say('exportAbout')}>
      <Form
        onSubmit={save}
        actions={
          <Button tone="primary" type="submit" icon="download" busy={take.busy}>
            {say('save')}
          </Button>
        }
      >
        <SaveProblem problem={take.problem} />
        <Segmented
          label={say('format')}
          value={format}
          options={fileFormats.map((value) => ({ value, label: say(value) }))}
          onChange={setFormat}
        />
        <p>{say(`${format}Say`)}</p>
        {teams.length < 2 ? null : <TeamSelect teams={teams} value={teamId} onChange={setTeam} />}
        <Select
          label={say('which')}
          value={serviceId}
          options={[{ value: '', label: say('whole') }, ...ofTeam.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={setService}
        />
      </Form>
    </Dialog>
  )
}
