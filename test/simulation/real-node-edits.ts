// The edits of a script, as the actions of a real node do them.
import { silencesActions } from '../../server/alerts/silence-actions.ts'
import type { Context } from '../../server/context.ts'
import { escalationActions } from '../../server/escalation/actions.ts'
import { contactActions } from '../../server/paging/contacts.ts'
import { personActions } from '../../server/people/person-actions.ts'
import { addOverride } from '../../server/schedules/overrides.ts'
import type { Edit } from './script.ts'
import { slugOf, type Team } from './team.ts'

const because = 'simulated'

/** Does what somebody edits; refused as its action refuses. */
export async function doEdit(ctx: Context, edit: Edit, team: Team): Promise<void> {
  switch (edit.what) {
    case 'policy': {
      const { version, name, repeats, returnAfterMinutes, mayWaitFrom } = await escalationActions.getPolicy(ctx, edit)
      const steps = edit.steps.map((step) => ({ ...step, targets: [...step.targets] }))
      await escalationActions.changePolicy(ctx, {
        policyId: edit.policyId,
        version,
        name,
        repeats,
        returnAfterMinutes,
        mayWaitFrom,
        steps,
      })
      return
    }
    case 'contact':
      if (edit.to === 'removed') await contactActions.removeContact(ctx, edit)
      else await contactActions.changeContact(ctx, { ...edit, isEnabled: edit.to === 'on' })
      return
    case 'person':
      await personActions.changePerson(ctx, { personId: edit.personId, isDeactivated: !edit.isActive })
      return
    case 'silence': {
      const { serviceId, isMaintenance, startsInMs, lastsMs } = edit
      const slug = slugOf(team.services.find(({ id }) => id === serviceId)?.name ?? '')
      const matchers = [{ name: 'baton_service', value: slug, isRegex: false, isEqual: true }]
      const startsAt = ctx.now.add({ milliseconds: startsInMs })
      await silencesActions.createSilence(ctx, {
        teamId: null,
        matchers: isMaintenance ? [] : matchers,
        serviceIds: isMaintenance ? [serviceId] : [],
        reason: because,
        startsAt,
        endsAt: startsAt.add({ milliseconds: lastsMs }),
        warnMinutes: 0,
      })
      return
    }
    case 'silence over': {
      const { silences } = await silencesActions.listSilences(ctx, { state: 'current', limit: 1 })
      const [first] = silences
      if (first) await silencesActions.endSilence(ctx, { silenceId: first.id })
      return
    }
    case 'override':
      await addOverride(ctx, {
        kind: 'take_over',
        scheduleId: edit.scheduleId,
        personId: edit.personId,
        reason: '',
        startsAt: ctx.now.add({ milliseconds: edit.startsInMs }),
        endsAt: ctx.now.add({ milliseconds: edit.startsInMs + Math.round(edit.lastsMs) }),
      })
  }
}
