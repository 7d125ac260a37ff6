import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, name, nothing, slug } from '../shapes.ts'
import { AlertSettings, Service, ServiceDetail, ServiceLinks, Tier } from './service.ts'
import { usualAlertSettings } from './usual.ts'

const description = z.string().max(2000)

export const servicesApi = {
  listServices: endpoint({
    method: 'GET',
    path: '/api/services',
    does: 'What is watched, by whom, and what is open on it?',
    permission: 'services.read',
    input: nothing,
    output: z.object({ services: z.array(Service) }),
    errors: [],
  }),
  getService: endpoint({
    method: 'GET',
    path: '/api/services/:service',
    does: 'One service, by its id or short name, with the links that its team keeps for whoever is woken.',
    permission: 'services.read',
    input: z.object({ service: slug }),
    output: ServiceDetail,
    errors: ['not_found'],
  }),
  createService: endpoint({
    method: 'POST',
    path: '/api/services',
    does: 'Add a service; its alerts go to the policy named.',
    permission: 'services.manage',
    of: 'team',
    input: z.object({
      slug,
      name,
      description: description.default(''),
      teamId: id,
      policyId: id,
      grouping: AlertSettings.shape.grouping.default(usualAlertSettings.grouping),
      groupLabels: AlertSettings.shape.groupLabels.default(usualAlertSettings.groupLabels),
      groupMinutes: AlertSettings.shape.groupMinutes.default(usualAlertSettings.groupMinutes),
      watchMinutes: AlertSettings.shape.watchMinutes.default(usualAlertSettings.watchMinutes),
      floodLimit: AlertSettings.shape.floodLimit.default(usualAlertSettings.floodLimit),
      dependsOn: AlertSettings.shape.dependsOn.default(usualAlertSettings.dependsOn),
      tier: Tier.nullable().default(null),
      links: ServiceLinks.default([]),
    }),
    output: ServiceDetail,
    errors: ['slug_taken', 'unknown_reference'],
  }),
  changeService: endpoint({
    method: 'PATCH',
    path: '/api/services/:serviceId',
    does: 'Change a service.',
    permission: 'services.manage',
    of: 'service',
    input: z.object({
      serviceId: id,
      name: name.optional(),
      description: description.optional(),
      policyId: id.optional(),
      tier: Tier.nullable().optional(),
      /** All of them, in their order. */
      links: ServiceLinks.optional(),
      ...AlertSettings.partial().shape,
    }),
    output: ServiceDetail,
    errors: ['not_found', 'unknown_reference'],
  }),
  removeService: endpoint({
    method: 'DELETE',
    path: '/api/services/:serviceId',
    does: 'Remove a service that nothing uses and that never had an alert.',
    permission: 'services.manage',
    of: 'service',
    input: z.object({ serviceId: id }),
    output: done,
    errors: ['not_found', 'still_used'],
  }),
}
