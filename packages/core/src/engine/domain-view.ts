import type { Domain, DomainVerification } from '../model/domain'
import { recordOf } from './domain-proof'
import type { Scene } from './scene'
import type { DomainRow } from './store'

export async function viewDomain(scene: Pick<Scene, 'ports' | 'instance'>, row: DomainRow): Promise<Domain> {
  const { id, organizationId, name, enrollmentMode, pendingRequestCount, createdAt, verifiedAt, version } =
    row
  return {
    id,
    organizationId,
    name,
    status: verifiedAt === null ? 'unverified' : 'verified',
    enrollmentMode,
    verification: await viewVerification(scene, row),
    pendingRequestCount,
    createdAt,
    verifiedAt,
    version,
  }
}

async function viewVerification(
  { ports, instance }: Pick<Scene, 'ports' | 'instance'>,
  row: DomainRow,
): Promise<DomainVerification | null> {
  if (!row.proof || row.verifiedAt !== null) return null
  const { method, emailAddress, expiresAt, triesLeft } = row.proof
  if (method === 'dns_txt') return { method, ...(await recordOf(ports, instance.id, row)) }
  return { method, emailAddress: emailAddress ?? '', expiresAt: expiresAt ?? '', triesLeft }
}
