import type { Api } from './client.ts'
import { findNamed } from './find.ts'

/** Which team and which service do these options name? */
export async function whoseKit(
  api: Api,
  { team, service }: { readonly team?: string; readonly service?: string },
): Promise<{ teamId?: string; serviceId?: string }> {
  return {
    ...(team === undefined ? {} : { teamId: findNamed('team', (await api.listTeams()).teams, team).id }),
    ...(service === undefined
      ? {}
      : { serviceId: findNamed('service', (await api.listServices()).services, service).id }),
  }
}
