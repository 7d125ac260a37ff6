import { useLoaded } from '../query.tsx'

/** What is the service with this id called? `…` while that is not known. */
export function useServiceName(): (serviceId: string) => string {
  const services = useLoaded('listServices', {}).data?.services
  return (serviceId) => services?.find((service) => service.id === serviceId)?.name ?? '…'
}
