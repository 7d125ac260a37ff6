import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Select } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import type { LeavePerson } from './LeaveCard.tsx'
import { countriesOf, partsOf } from './place-words.ts'

/** Chooses a country, and a part of it where its parts have holidays of their own. */
export function HolidaysDialog({ person, places, suggested, onClose }: HolidaysDialogProps) {
  const say = useWords('leave')
  const language = useLanguage()
  const save = useAction('setHolidays', { inForm: true, done: say('holidays.saved') })
  const [place, setPlace] = useState(person.holidays ?? suggested ?? '')
  const country = place.slice(0, 2)
  const parts = partsOf(country, places)
  const { problem } = save
  const send = async () => {
    if (await save.run({ personId: person.id, place: place === '' ? null : place })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('holidays.title')} about={say('holidays.hint')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" busy={save.busy}>
            {say('form.save')}
          </Button>
        }
      >
        {problem ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <Select
          label={say('holidays.country')}
          value={country}
          onChange={setPlace}
          options={[{ value: '', label: say('holidays.noCountry') }, ...countriesOf(places, language)]}
          hint={parts.length === 0 ? say('holidays.source') : undefined}
        />
        {parts.length > 0 ? (
          <Select
            label={say('holidays.part')}
            value={place}
            onChange={setPlace}
            options={[{ value: country, label: say('holidays.whole') }, ...parts]}
            hint={say('holidays.source')}
          />
        ) : null}
      </Form>
    </Dialog>
  )
}

type HolidaysDialogProps = {
  readonly person: LeavePerson
  readonly places: EndpointOutput<'listHolidayPlaces'>['places']
  readonly suggested: string | null
  readonly onClose: () => void
}
